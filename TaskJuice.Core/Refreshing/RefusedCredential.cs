using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Handles the refusal of a credential that cannot be refreshed: a pasted key, or an access token without a refresh token. A single refusal
/// may be the provider's mistake; a second one confirms it.
/// </summary>
public static class RefusedCredential
{
    /// <summary>Error reason of a pasted key: the provider does not accept it.</summary>
    public const string KeyRefused = "key_refused";

    /// <summary>Error reason of an access token that cannot be refreshed: the provider says it is no longer valid.</summary>
    public const string TokenRefused = "token_refused";

    /// <summary>Error reason of an access token that cannot be refreshed: it has passed its stated expiry.</summary>
    public const string TokenEnded = "token_expired";

    /// <summary>True when a refresh, or another exchange of what was pasted, brings the next token.</summary>
    internal static Task<bool> IsRenewedAsync(this WorkspaceSession session, Guid connection, CancellationToken stop) =>
        session.Leases.AnyAsync(lease => lease.ConnectionId == connection && lease.DueAt != null, stop);

    /// <summary>
    /// Records a refusal. When it is the second one, or certain, the connection needs a person; otherwise the next probe is scheduled soon.
    /// Does nothing when the credential can be refreshed, is already in error, or has been replaced since.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="connection">The connection in its current state.</param>
    /// <param name="version">The version of the credential that was refused.</param>
    /// <param name="isSure">True when no second refusal is required.</param>
    /// <param name="now">The time.</param>
    /// <param name="stop">Cancels the operation.</param>
    /// <returns>True when the connection now needs a person.</returns>
    internal static async Task<bool> RefusedAsync(
        this WorkspaceSession session, Connection connection, int version, bool isSure, DateTimeOffset now, CancellationToken stop)
    {
        if (connection.SecretVersion != version || connection.Status is not (ConnectionStatus.Pending or ConnectionStatus.Active)
            || await session.IsRenewedAsync(connection.Id, stop))
            return false;

        var watch = await session.WatchAsync(connection, stop);
        if (isSure || watch.RefusedAt is not null)
        {
            await session.NeedsPersonAsync(connection, connection.Client is null ? KeyRefused : TokenRefused, now, stop);
            return true;
        }

        watch.RefusedAt = now;
        watch.ProbeAt = now + ConnectionWatch.UntilSure + (Random.Shared.NextDouble() * TimeSpan.FromMinutes(10));
        return false;
    }

    /// <summary>Clears a recorded refusal after a success.</summary>
    internal static Task NotRefusedAsync(this WorkspaceSession session, Guid connection, CancellationToken stop) =>
        session.Watches.Where(row => row.ConnectionId == connection && row.RefusedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RefusedAt, (DateTimeOffset?)null), stop);

    /// <summary>Marks the connection as needing a person, and stops probing it.</summary>
    internal static async Task NeedsPersonAsync(
        this WorkspaceSession session, Connection connection, string because, DateTimeOffset now, CancellationToken stop)
    {
        var watch = await session.WatchAsync(connection, stop);
        watch.RefusedAt = null;
        watch.ProbeAt = null;
        connection.NeedsReauthorization(because, now);
        await session.SyncNotificationAsync(connection, now, stop);
        session.Add(new AuditEvent(session.Tenant, connection.Id, AuditKind.RefusedByProvider, null, now, because));
    }
}
