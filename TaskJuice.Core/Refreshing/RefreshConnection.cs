using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>The result of requesting a fresh token.</summary>
public enum RefreshResult
{
    /// <summary>The token is fresh, refreshed by this caller or another one.</summary>
    Fresh,

    /// <summary>The provider refused permanently; a person has to reconnect.</summary>
    NeedsReauthorization,

    /// <summary>The refresh failed and will be retried.</summary>
    Later,

    /// <summary>The request was sent and has not been answered yet. The refresh continues even if the caller stops waiting.</summary>
    Asking,

    /// <summary>The connection was deleted, or has nothing to refresh with.</summary>
    NothingToRefresh,
}

/// <summary>
/// Refreshes one connection's token (RFC 6749 section 6). Across all processes, one caller holds the lease and calls the provider; the
/// others wait for its result. No transaction is open during the call.
/// </summary>
public sealed partial class RefreshConnection(
    TaskJuiceDb db, VaultUnlock seal, RefreshLeases leases, LeaseKeeper keeper, RefreshPermits permits, AskForTokens ask,
    StoreRefresh store, ReplySpool spool,
    TimeProvider clock, ILogger<RefreshConnection> log)
{
    /// <summary>A token that is valid for at least this long may still be handed out while it is being refreshed.</summary>
    public static readonly TimeSpan EnoughLife = TimeSpan.FromSeconds(30);

    // Longer than a lease that is not extended, so that a waiting caller takes over from a crashed holder instead of failing.
    private static readonly TimeSpan Patience = RefreshLeases.Life + TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Ensures that the token is valid a little longer; refreshes only when needed.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="rejectedVersion">The secret version that the provider just refused although it looked fresh, or null.</param>
    /// <param name="stop">Stops waiting; never cancels a call in progress.</param>
    /// <exception cref="Vault.Wrapping.KeyServiceException">This process has not been able to unlock its vault since it
    /// started.</exception>
    public async Task<RefreshResult> EnsureFreshAsync(Tenant tenant, Guid id, int? rejectedVersion, CancellationToken stop)
    {
        await using var permit = permits.NotReserved();
        var started = clock.GetTimestamp();
        while (true)
        {
            var look = await LookAsync(tenant, id, rejectedVersion, stop);
            if (look is RefreshAdmission.Settled { Result: var settled })
                return settled;
            if (look is RefreshAdmission.Free { Connection: var free })
            {
                // Checked before taking the lease: a process that cannot decrypt would block one that can.
                await seal.OpenAsync(stop);
                if (!spool.HasRoom() || !await permit.AcquireAsync(free, Patience - clock.GetElapsedTime(started), stop))
                    return RefreshResult.Later;
                if (await leases.TryAcquireAsync(
                    tenant, id, onlyWhenDue: false, connection => Settled(connection, rejectedVersion) is null, stop) is { } held)
                {
                    permit.Use();
                    return await RefreshAsync(held);
                }
            }

            await Task.Delay(BetweenLooks, clock, stop);
            if (clock.GetElapsedTime(started) >= Patience)
                return look is RefreshAdmission.Held ? RefreshResult.Asking : RefreshResult.Later;
        }
    }

    /// <summary>Refreshes a token when its permit becomes valid; if no request is needed any more, the permit is released.</summary>
    internal async Task RefreshReservedAsync(ReservedRefresh reserved, CancellationToken stop)
    {
        await using var permit = permits.Reserved(reserved.PartitionId);
        await Task.Delay(reserved.Wait, clock, stop);
        if (await leases.TryAcquireAsync(reserved.Tenant, reserved.Connection, onlyWhenDue: true, IsAlive, stop) is not { } held)
            return;

        permit.Use();
        await RefreshAsync(held);
    }

    // A held lease is only read: a hundred callers trying to take it would block its holder from storing the result.
    private async Task<RefreshAdmission> LookAsync(Tenant tenant, Guid id, int? rejectedVersion, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var connection = await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop);
        if (connection is null)
            return new RefreshAdmission.Settled(RefreshResult.NothingToRefresh);
        if (Settled(connection, rejectedVersion) is { } settled)
            return new RefreshAdmission.Settled(settled);

        var lease = await session.Leases.Where(row => row.ConnectionId == id && row.DueAt != null)
            .Select(row => new LeaseState(
                row.Failures, row.AskedAt, row.RequestInFlight,
                row.LastOutcome == RefreshLease.ProviderPaused || row.LastOutcome == RefreshLease.ClientPaused,
                row.DueAt < DateTimeOffset.UtcNow, row.Owner == null || row.HeldUntil < DateTimeOffset.UtcNow))
            .FirstOrDefaultAsync(stop);
        return RefreshAdmission.At(connection, lease, clock.GetUtcNow());
    }

    internal static bool IsAlive(Connection connection) => connection.Status is ConnectionStatus.Pending or ConnectionStatus.Active;

    private RefreshResult? Settled(Connection connection, int? rejectedVersion)
    {
        if (connection.Status is ConnectionStatus.Error or ConnectionStatus.Revoked)
            return RefreshResult.NeedsReauthorization;

        var fresh = connection.ExpiresAt is not { } end || end - clock.GetUtcNow() > EnoughLife;
        return fresh && connection.SecretVersion != rejectedVersion ? RefreshResult.Fresh : null;
    }

    // Not cancellable from here on: between sending the refresh token and storing the reply, the only copy is in memory.
    private async Task<RefreshResult> RefreshAsync(HeldLease lease)
    {
        using var held = lease;
        using var span = StartSpan(held.Connection);
        var decision = await keeper.WhileAsync(held, () => ask.AskAsync(held));
        span?.SetTag("outcome", decision.Outcome);
        RefreshMetrics.Count(held.Connection.App, decision.Outcome);

        switch (decision.Step)
        {
            case RefreshStep.Store { Tokens: var fresh }:
                return await store.StoreAsync(held, fresh) ? RefreshResult.Fresh : RefreshResult.Later;
            case RefreshStep.GiveUp { Reason: var reason }:
                if (!await store.GiveUpAsync(held, reason))
                    return RefreshResult.Later;
                UserMustReauthorize(held.Connection.Id, held.Connection.App, reason);
                return RefreshResult.NeedsReauthorization;
            case RefreshStep.StayGivenUp:
                await store.StayGivenUpAsync(held);
                return RefreshResult.NeedsReauthorization;
            case RefreshStep.Postpone postponed:
                // An unchanged failure is logged once.
                CouldNotRefresh(
                    held.Row.Failures > 0 && held.Row.LastOutcome == decision.Outcome ? LogLevel.Debug : LogLevel.Information,
                    held.Connection.Id, held.Connection.App, decision.Outcome);
                await store.PostponeAsync(held, decision, postponed);
                return RefreshResult.Later;
            default:
                throw new UnreachableException();
        }
    }

    // A separate trace, so that the traces of long-lived connections do not grow without limit; it links to the connect.
    private static Activity? StartSpan(Connection connection)
    {
        ActivityLink[] links = ActivityContext.TryParse(connection.ConnectTraceParent, null, isRemote: true, out var made)
            ? [new(made)] : [];
        var span = Telemetry.Source.StartActivity("connection.refresh", ActivityKind.Internal, Activity.Current?.Context
            ?? default, links: links);
        return span?.SetTag("app", connection.App).SetTag("method", connection.Method);
    }

    [LoggerMessage(LogLevel.Warning, "Connection {Connection} ({App}) needs to be reauthorized: {Reason}")]
    private partial void UserMustReauthorize(Guid connection, string app, string reason);

    [LoggerMessage("Could not refresh connection {Connection} ({App}) this time: {Reason}")]
    private partial void CouldNotRefresh(LogLevel level, Guid connection, string app, string reason);
}
