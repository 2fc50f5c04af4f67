using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Schedules a new credential's refreshes, or health checks where it cannot be refreshed, and the warning before it expires.
/// </summary>
public sealed class PlanRefreshes(AppCatalog catalog, TimeProvider clock)
{
    internal async Task RefreshesAsync(
        WorkspaceSession session, Connection connection, ReceivedCredential credential, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var method = catalog.Find(connection.App)?.Method(connection.Method) as OAuthMethod;
        DateTimeOffset? dueAt = credential.Values.ContainsKey(CredentialNames.RefreshToken) || connection.IsExchanged
            ? RefreshPlan.DueAt(now, connection.ExpiresAt, method?.Life.IdleLife, Random.Shared.NextDouble())
            : null;

        // A refresh in progress completes normally when the refresh token is kept.
        var lease = await session.Leases.FirstOrDefaultAsync(row => row.ConnectionId == connection.Id, stop);
        if (lease is null)
            session.Add(new RefreshLease(connection, dueAt, method?.RefreshesPerSecond));
        else if (!credential.KeepsRefreshToken || !lease.IsHeldAt(now))
            lease.StartOver(connection, dueAt, method?.RefreshesPerSecond);

        await session.PlanProbesAsync(connection, dueAt is not null, now, stop);
        await session.KeepRefreshTokenEndAsync(
            connection, dueAt is null ? connection.ExpiresAt : credential.Grant.RefreshTokenExpiresAt, now, stop);
    }
}
