using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>A lease in hand: what is refreshed, with what, and the proof of holding it.</summary>
internal sealed record HeldLease(
    Tenant Tenant, Guid Owner, long Generation, int Failures, Connection Connection, Secret RefreshToken);

/// <summary>Takes leases, all by the database's clock, so that the processes' clocks need not agree.</summary>
public sealed class RefreshLeases(TaskJuiceDb db, SecretVault vault, TimeProvider clock)
{
    // Longer than a provider call may take, so that a holder that is still alive is never overtaken.
    internal static readonly TimeSpan Life = ProviderCallLimit + TimeSpan.FromSeconds(10);
    private static TimeSpan ProviderCallLimit => Providers.ProviderHttp.Limit;

    // Nothing but a person or an operator repairs an unreadable credential; it must not stand first in line again at once.
    private static readonly TimeSpan UntilReadable = TimeSpan.FromMinutes(15);

    /// <summary>Takes the lease if it is free and the refresh still needed.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="onlyWhenDue">True for the schedule: what somebody else refreshed since it looked is not due any more.</param>
    /// <param name="stillNeeded">Asked about the connection after the claim.</param>
    /// <param name="stop">Ends the taking.</param>
    internal async Task<HeldLease?> TakeAsync(Tenant tenant, Guid id, bool onlyWhenDue, Func<Connection, bool> stillNeeded, CancellationToken stop)
    {
        try
        {
            return await ClaimAndOpenAsync(tenant, id, onlyWhenDue, stillNeeded, stop);
        }
        catch (VaultException)
        {
            await PutOffAsync(tenant, id, stop);
            throw;
        }
    }

    private async Task<HeldLease?> ClaimAndOpenAsync(
        Tenant tenant, Guid id, bool onlyWhenDue, Func<Connection, bool> stillNeeded, CancellationToken stop)
    {
        var owner = Guid.NewGuid();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (!await ClaimAsync(session, id, owner, onlyWhenDue, stop))
            return null;

        // Read after the claim: whoever held the lease before may have refreshed meanwhile. Not saving gives the lease back.
        var connection = await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop);
        if (connection is null || !stillNeeded(connection) || await RefreshTokenAsync(session, connection, stop) is not { } refreshToken)
            return null;

        var lease = await session.Leases.AsNoTracking().FirstAsync(row => row.ConnectionId == id, stop);
        session.Add(new AuditEvent(tenant, id, AuditKind.UsedForRefresh, null, clock.GetUtcNow()));
        await session.SaveAsync(stop);
        return new(tenant, owner, lease.Generation, lease.Failures, connection, refreshToken);
    }

    private async Task PutOffAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.Leases.Where(row => row.ConnectionId == id && row.DueAt != null).ExecuteUpdateAsync(
            row => row.SetProperty(lease => lease.DueAt, _ => DateTimeOffset.UtcNow + UntilReadable)
                .SetProperty(lease => lease.LastOutcome, "Unreadable"),
            stop);
        await session.SaveAsync(stop);
    }

    private static async Task<bool> ClaimAsync(WorkspaceSession session, Guid id, Guid owner, bool onlyWhenDue, CancellationToken stop) =>
        await session.Leases
            .Where(row => row.ConnectionId == id && row.DueAt != null && (row.Owner == null || row.HeldUntil < DateTimeOffset.UtcNow)
                && ((!onlyWhenDue && row.Failures == 0) || row.DueAt < DateTimeOffset.UtcNow))
            .ExecuteUpdateAsync(
                row => row.SetProperty(lease => lease.Owner, owner)
                    .SetProperty(lease => lease.HeldUntil, _ => DateTimeOffset.UtcNow + Life)
                    .SetProperty(lease => lease.Generation, lease => lease.Generation + 1),
                stop) == 1;

    private async Task<Secret?> RefreshTokenAsync(WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        var secret = await session.Secrets.FirstOrDefaultAsync(
            row => row.ConnectionId == connection.Id && row.Version == connection.SecretVersion, stop);
        if (secret is null)
            throw vault.Missing(connection);

        var values = await vault.OpenAsync(session, SecretContext.Of(connection, secret.Version, secret.Purpose), secret.Envelope, stop);
        return values.TryGetValue(CredentialNames.RefreshToken, out var refreshToken) ? refreshToken : null;
    }
}
