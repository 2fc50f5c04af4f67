using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// What it means that a provider refuses a credential which nothing renews: a pasted key, or an access token without a refresh token. One
/// refusal may be the provider's mistake; two are not.
/// </summary>
public static class RefusedCredential
{
    /// <summary>Why a pasted key is in trouble: the provider answered that it does not know it.</summary>
    public const string KeyRefused = "key_refused";

    /// <summary>Why an access token is in trouble that nothing renews: the provider answered that it is not valid any more.</summary>
    public const string TokenRefused = "token_refused";

    /// <summary>Why an access token is in trouble that nothing renews: the end that the provider had stated for it has come.</summary>
    public const string TokenEnded = "token_expired";

    /// <summary>True when a refresh, or another exchange of what was pasted, brings the next token.</summary>
    internal static Task<bool> IsRenewedAsync(this WorkspaceSession session, Guid connection, CancellationToken stop) =>
        session.Leases.AnyAsync(lease => lease.ConnectionId == connection && lease.DueAt != null, stop);

    /// <summary>
    /// Writes a refusal down. When it is the second one, or certain, only a person can help from now on; otherwise the next try comes soon.
    /// Nothing becomes of it when the credential is renewed, in trouble already or not the one any more that was refused.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="connection">The connection, as it is now.</param>
    /// <param name="version">The version of the credential that was refused.</param>
    /// <param name="isSure">True when there is no need for a second one.</param>
    /// <param name="now">The time.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>True when a person is needed from now on.</returns>
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

    /// <summary>It works after all.</summary>
    internal static Task NotRefusedAsync(this WorkspaceSession session, Guid connection, CancellationToken stop) =>
        session.Watches.Where(row => row.ConnectionId == connection && row.RefusedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RefusedAt, (DateTimeOffset?)null), stop);

    /// <summary>Only a person can help: says so, and ends the tries.</summary>
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
