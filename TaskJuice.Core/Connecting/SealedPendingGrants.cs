using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Grants put aside until a person decides. Their version is inside their JSON, so the time they were put aside has to tell.
/// </summary>
internal sealed class SealedPendingGrants : SealedStore
{
    internal override Type Row => typeof(ConnectAttempt);

    internal override Task<int> CountAsync(
        WorkspaceSession session, AccountKey key, DateTimeOffset sealsUntil, DateTimeOffset now, CancellationToken stop)
    {
        var last = sealsUntil + PendingAuthorizations.Life;
        return session.ConnectAttempts.CountAsync(row => row.Parked != null && row.EndsAt > now && row.EndsAt <= last, stop);
    }
}
