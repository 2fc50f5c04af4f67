using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>Takes leases, all by the database's clock, so that the processes' clocks need not agree.</summary>
public sealed class RefreshLeases(TaskJuiceDb db, SecretVault vault, ProviderGate gate, TimeProvider clock)
{
    // Longer than a provider call may take, so that a holder that is still alive is never overtaken.
    internal static readonly TimeSpan Life = ProviderCallLimit + TimeSpan.FromSeconds(10);
    private static TimeSpan ProviderCallLimit => Providers.ProviderHttp.Limit;

    // Nothing but a person or an operator repairs an unreadable credential; it must not stand first in line again at once.
    private static readonly TimeSpan UntilReadable = TimeSpan.FromMinutes(15);

    // A key service that is away is away for everybody: what is due must not ask it again and again.
    private static readonly TimeSpan UntilKeyServiceAnswers = TimeSpan.FromSeconds(30);

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

        // Read after the claim: whoever held the lease before may have refreshed meanwhile. Not saving gives the lease back.
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return null;

        var kept = lease.UncertainSince is null ? null : await KeptReplyAsync(session, connection, stop);
        if (kept is null && (!stillNeeded(connection) || await WaitsForProviderAsync(session, connection, stop)))
            return null;

        var (current, before) = await CredentialsAsync(session, connection, stop);
        session.Add(new AuditEvent(tenant, id, AuditKind.UsedForRefresh, null, clock.GetUtcNow()));
        var seal = await vault.PrepareAsync(session, SecretContext.OfReply(connection, lease.Generation, connection.SecretVersion), stop);
        await session.SaveAsync(stop);
        return new(tenant, owner, lease.Generation, connection)
        {
            Failures = lease.Failures,
            UncertainSince = lease.UncertainSince,
            Credential = current,
            PreviousRefreshToken = before is not null && before.TryGetValue(CredentialNames.RefreshToken, out var token) ? token : null,
            Kept = kept,
            ReplySeal = seal,
        };
    }

    // Nothing is opened and nobody is blamed while a provider is left alone.
    private async Task<bool> WaitsForProviderAsync(WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        if (connection.TokenEndpoint is not { } endpoint || await gate.ClosedUntilAsync(endpoint, connection.TokenClient, stop) is not (var until, var kind))
            return false;

        var spread = TimeSpan.FromSeconds(5 * Random.Shared.NextDouble());
        await session.Leases.Where(row => row.ConnectionId == connection.Id).ExecuteUpdateAsync(
            row => row.SetProperty(lease => lease.DueAt, until + spread)
                .SetProperty(lease => lease.IsAsking, false)
                .SetProperty(lease => lease.LastOutcome, kind == PauseKind.ClientRefused ? RefreshLease.ClientPaused : RefreshLease.ProviderPaused)
                .SetProperty(lease => lease.Owner, (Guid?)null)
                .SetProperty(lease => lease.HeldUntil, (DateTimeOffset?)null),
            stop);
        await session.SaveAsync(stop);
        return true;
    }

    // The newest question counts; a reply to an older secret version is out of date.
    private async Task<KeptReply?> KeptReplyAsync(WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        var reply = await session.Inbox.AsNoTracking().Where(row => row.ConnectionId == connection.Id && row.SecretVersion == connection.SecretVersion)
            .OrderByDescending(row => row.SentAt).FirstOrDefaultAsync(stop);
        if (reply is null || connection.Status == ConnectionStatus.Revoked)
            return null;

        var values = await vault.OpenAsync(session, SecretContext.OfReply(connection, reply.Generation, reply.SecretVersion), reply.Envelope, stop);
        return new(values[HeldLease.Body], reply.SentAt);
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

    // The credential in force, and the one before it as long as it is kept.
    private async Task<(IReadOnlyDictionary<string, Secret> Current, IReadOnlyDictionary<string, Secret>? Before)> CredentialsAsync(
        WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        var secrets = await session.Secrets.AsNoTracking()
            .Where(row => row.ConnectionId == connection.Id && row.Version <= connection.SecretVersion)
            .OrderByDescending(row => row.Version).Take(2).ToListAsync(stop);
        if (secrets.Count == 0 || secrets[0].Version != connection.SecretVersion)
            throw vault.Missing(connection);

        return (await OpenAsync(secrets[0]), secrets.Count > 1 ? await OpenAsync(secrets[1]) : null);

        Task<IReadOnlyDictionary<string, Secret>> OpenAsync(ConnectionSecret secret) =>
            vault.OpenAsync(session, connection, secret, stop);
    }
}
