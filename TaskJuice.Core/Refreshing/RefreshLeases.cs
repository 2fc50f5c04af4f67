using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Refreshing;

/// <summary>Takes leases by the database's clock, so that the clocks of the processes need not agree.</summary>
public sealed partial class RefreshLeases(
    TaskJuiceDb db, SecretVault vault, TokenEndpointCircuit circuit, TimeProvider clock, ILogger<RefreshLeases> log)
{
    /// <summary>
    /// A live holder extends it (<see cref="LeaseKeeper"/>), however slow its provider is. After a crash of the holder, another process
    /// takes over after this time, within the typical grace period for a lost reply.
    /// </summary>
    internal static readonly TimeSpan Life = TimeSpan.FromSeconds(25);

    // Only a person or an operator can fix an unreadable credential; it must not go straight back to the front of the queue.
    private static readonly TimeSpan UntilReadable = TimeSpan.FromMinutes(15);

    // A key service outage affects everyone: due refreshes must not keep calling it.
    private static readonly TimeSpan UntilKeyServiceAnswers = TimeSpan.FromSeconds(30);

    /// <summary>Takes the lease if it is free and the refresh is still needed.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="onlyWhenDue">True for the schedule: what someone else has refreshed since it looked is no longer due.</param>
    /// <param name="stillNeeded">Checked on the connection after the claim.</param>
    /// <param name="stop">Cancels the operation.</param>
    internal async Task<HeldLease?> TryAcquireAsync(
        Tenant tenant, Guid id, bool onlyWhenDue, Func<Connection, bool> stillNeeded, CancellationToken stop)
    {
        try
        {
            return await ClaimAndOpenAsync(tenant, id, onlyWhenDue, stillNeeded, stop);
        }
        catch (VaultException)
        {
            await PutOffAsync(tenant, id, UntilReadable, "unreadable", stop);
            throw;
        }
        catch (KeyServiceException)
        {
            await PutOffAsync(tenant, id, UntilKeyServiceAnswers, "no_keys", stop);
            throw;
        }
    }

    private async Task<HeldLease?> ClaimAndOpenAsync(
        Tenant tenant, Guid id, bool onlyWhenDue, Func<Connection, bool> stillNeeded, CancellationToken stop)
    {
        var owner = Guid.NewGuid();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.ClaimLeaseAsync(id, owner, Life, onlyWhenDue, stop) is not { } lease)
            return null;

        // Read after the claim: the previous holder may have refreshed meanwhile. Not saving releases the lease.
        if (await FindAsync(session, id, stop) is not { Connection: var connection, Secrets: var secrets })
            return null;

        var inbox = lease.UncertainSince is null ? [] : await InboxAsync(session, connection, stop);
        if (inbox.Count == 0 && await IsNotNeededAsync(session, connection, stillNeeded, stop))
            return null;

        var (current, before) = await CredentialsAsync(session, connection, secrets, stop);
        var kept = await OpenAsync(session, connection, inbox, stop);
        session.Add(new AuditEvent(tenant, id, AuditKind.UsedForRefresh, null, clock.GetUtcNow()));
        var seal = await vault.PrepareAsync(session, SecretContext.OfReply(connection, lease.Generation, connection.SecretVersion), stop);
        await session.SaveAsync(stop);
        return new(tenant, owner, lease.Generation, connection)
        {
            Row = lease,
            Credential = current,
            PreviousRefreshToken = before is not null && before.TryGetValue(CredentialNames.RefreshToken, out var token) ? token : null,
            Kept = kept,
            ReplySeal = seal,
        };
    }

    // Without a request or a disconnect, nothing is saved. A disconnected connection must not stay due.
    private async Task<bool> IsNotNeededAsync(
        WorkspaceSession session, Connection connection, Func<Connection, bool> stillNeeded, CancellationToken stop)
    {
        if (RefreshConnection.IsAlive(connection))
            return !stillNeeded(connection) || await WaitsForProviderAsync(session, connection, stop);

        await session.Leases.Where(row => row.ConnectionId == connection.Id).ExecuteUpdateAsync(
            row => row.SetProperty(lease => lease.DueAt, (DateTimeOffset?)null)
                .SetProperty(lease => lease.RequestInFlight, false)
                .SetProperty(lease => lease.UncertainSince, (DateTimeOffset?)null)
                .SetProperty(lease => lease.Owner, (Guid?)null)
                .SetProperty(lease => lease.HeldUntil, (DateTimeOffset?)null),
            stop);
        await session.SaveAsync(stop);
        return true;
    }

    // During a pause, nothing is decrypted and nobody is blamed.
    private async Task<bool> WaitsForProviderAsync(WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        if (connection.TokenEndpoint is not { } endpoint)
            return false;
        if (await circuit.OpenUntilAsync(endpoint, connection.TokenClient, stop) is not { } open)
            return false;

        // The trial call decides for all others, so it should not be one that fails for its own reasons.
        var spread = TimeSpan.FromSeconds(5 * Random.Shared.NextDouble());
        var after = spread + TimeSpan.FromSeconds(5);
        var outcome = open.Reason == CircuitReason.ClientRefused ? RefreshLease.ClientPaused : RefreshLease.ProviderPaused;
        await session.Leases.Where(row => row.ConnectionId == connection.Id).ExecuteUpdateAsync(
            row => row.SetProperty(lease => lease.DueAt, lease => lease.Failures > 0 ? open.Time + after : open.Time + spread)
                .SetProperty(lease => lease.RequestInFlight, false)
                .SetProperty(lease => lease.LastOutcome, outcome)
                .SetProperty(lease => lease.Owner, (Guid?)null)
                .SetProperty(lease => lease.HeldUntil, (DateTimeOffset?)null),
            stop);
        await session.SaveAsync(stop);
        return true;
    }

    // A reply to an older secret version is out of date.
    private static async Task<IReadOnlyList<ReceivedReply>> InboxAsync(
        WorkspaceSession session, Connection connection, CancellationToken stop) =>
        connection.Status == ConnectionStatus.Revoked ? [] : await session.Inbox.AsNoTracking()
            .Where(row => row.ConnectionId == connection.Id && row.SecretVersion == connection.SecretVersion)
            .OrderByDescending(row => row.SentAt).ToListAsync(stop);

    // The credential could be decrypted, so a reply that cannot is damaged for good: it must not block refreshes for ever.
    private async Task<IReadOnlyList<KeptReply>> OpenAsync(
        WorkspaceSession session, Connection connection, IReadOnlyList<ReceivedReply> inbox, CancellationToken stop)
    {
        var kept = new List<KeptReply>();
        foreach (var reply in inbox)
        {
            try
            {
                var values = await vault.OpenAsync(
                    session, SecretContext.OfReply(connection, reply.Generation, reply.SecretVersion), reply.Envelope, stop);
                kept.Add(new(reply.Generation, values[ReceivedReply.Body], reply.SentAt));
            }
            catch (VaultException failure)
            {
                Unreadable(connection.Id, connection.App, failure);
                await session.Inbox.Where(row => row.ConnectionId == connection.Id && row.Generation == reply.Generation)
                    .ExecuteDeleteAsync(stop);
            }
        }

        return kept;
    }

    private async Task PutOffAsync(Tenant tenant, Guid id, TimeSpan wait, string outcome, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.Leases.Where(row => row.ConnectionId == id && row.DueAt != null).ExecuteUpdateAsync(
            row => row.SetProperty(lease => lease.DueAt, _ => DateTimeOffset.UtcNow + wait)
                .SetProperty(lease => lease.LastOutcome, outcome),
            stop);
        await session.SaveAsync(stop);
    }

    // With the secret in force, and the one before it.
    private static Task<Found?> FindAsync(WorkspaceSession session, Guid id, CancellationToken stop)
    {
        var secrets = session.Secrets;
        return session.Connections.AsNoTracking().Where(row => row.Id == id)
            .Select(row => new Found(row, secrets.Where(secret => secret.ConnectionId == id && secret.Version <= row.SecretVersion)
                .OrderByDescending(secret => secret.Version).Take(2).ToList()))
            .FirstOrDefaultAsync(stop);
    }

    private sealed record Found(Connection Connection, List<ConnectionSecret> Secrets);

    // The credential in force, and the one before it as long as it is kept.
    private async Task<(IReadOnlyDictionary<string, Secret> Current, IReadOnlyDictionary<string, Secret>? Before)> CredentialsAsync(
        WorkspaceSession session, Connection connection, List<ConnectionSecret> secrets, CancellationToken stop)
    {
        if (secrets.Count == 0 || secrets[0].Version != connection.SecretVersion)
            throw vault.Missing(connection);

        return (await OpenAsync(secrets[0]), secrets.Count > 1 ? await OpenAsync(secrets[1]) : null);

        Task<IReadOnlyDictionary<string, Secret>> OpenAsync(ConnectionSecret secret) =>
            vault.OpenAsync(session, connection, secret, stop);
    }

    [LoggerMessage(LogLevel.Error, "Dropped a stored token reply for connection {Connection} ({App}) that could not be decrypted")]
    private partial void Unreadable(Guid connection, string app, Exception failure);
}
