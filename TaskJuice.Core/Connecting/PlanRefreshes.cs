using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>Plans what keeps a new credential alive: its refreshes, or probes where nothing renews it, and the warning before it ends.</summary>
public sealed class PlanRefreshes(AppCatalog catalog, TimeProvider clock)
{
    internal async Task RefreshesAsync(WorkspaceSession session, Connection connection, ReceivedCredential credential, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var method = catalog.Find(connection.App)?.Method(connection.Method) as OAuthMethod;
        DateTimeOffset? dueAt = credential.Values.ContainsKey(CredentialNames.RefreshToken) || connection.IsExchanged
            ? RefreshPlan.DueAt(now, connection.ExpiresAt, method?.Life.IdleLife, Random.Shared.NextDouble())
            : null;

        // A refresh in progress ends by its own rules where it keeps its refresh token.
        var lease = await session.Leases.FirstOrDefaultAsync(row => row.ConnectionId == connection.Id, stop);
        if (lease is null)
            session.Add(new RefreshLease(connection, dueAt, method?.RefreshesPerSecond));
        else if (!credential.KeepsRefreshToken || !lease.IsHeldAt(now))
            lease.StartOver(connection, dueAt, method?.RefreshesPerSecond);

        await session.PlanProbesAsync(connection, dueAt is not null, now, stop);
        await session.KeepRefreshTokenEndAsync(connection, dueAt is null ? connection.ExpiresAt : credential.Grant.RefreshTokenExpiresAt, now, stop);
    }
}
