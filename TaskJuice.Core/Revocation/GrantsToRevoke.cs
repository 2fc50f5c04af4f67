using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

/// <summary>Grants that are still to be revoked: over within a day, and until then they may need any version.</summary>
internal sealed class GrantsToRevoke : SealedStore
{
    internal override Type Row => typeof(QueuedRevocation);

    internal override Task<int> CountAsync(
        WorkspaceSession session, AccountKey key, DateTimeOffset sealsUntil, DateTimeOffset now, CancellationToken stop) =>
        session.Revocations.CountAsync(row => row.Envelope != null, stop);
}
