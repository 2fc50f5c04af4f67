using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>What came of asking for a fresh token.</summary>
public enum RefreshResult
{
    /// <summary>The token is fresh, refreshed by this caller or another one.</summary>
    Fresh,

    /// <summary>The provider refused for good; a person has to reconnect.</summary>
    NeedsReauthorization,

    /// <summary>It did not work this time; it will be tried again.</summary>
    Later,

    /// <summary>The provider has been asked and has not answered yet. Its answer is waited for, whoever stops waiting.</summary>
    Asking,

    /// <summary>The connection is gone, or has nothing to refresh with.</summary>
    NothingToRefresh,
}

/// <summary>
/// Refreshes one connection's token (RFC 6749 section 6). Over any number of processes one caller holds the lease and asks the
/// provider; the others wait for what it brings. No transaction is open during the call.
/// </summary>
public sealed partial class RefreshConnection(
    TaskJuiceDb db, VaultUnlock seal, RefreshLeases leases, LeaseKeeper keeper, RefreshPermits permits, AskForTokens ask, StoreRefresh store, ReplySpool spool,
    TimeProvider clock, ILogger<RefreshConnection> log)
{
    /// <summary>A token with this much life left may still be handed out while somebody refreshes it.</summary>
    public static readonly TimeSpan EnoughLife = TimeSpan.FromSeconds(30);

    // Longer than a lease lives that nobody prolongs, so that whoever waits for a holder that died takes over instead of giving up.
    private static readonly TimeSpan Patience = RefreshLeases.Life + TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes sure the token lives a little longer; refreshes only when needed.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="rejectedVersion">The secret version the provider just refused although it looked fresh, or null.</param>
    /// <param name="stop">Ends the waiting, never a call under way.</param>
    /// <exception cref="Vault.Wrapping.KeyServiceException">This process could not open its vault since it started.</exception>
    public async Task<RefreshResult> EnsureFreshAsync(Tenant tenant, Guid id, int? rejectedVersion, CancellationToken stop)
    {
        await using var permit = permits.NotReserved();
        var started = clock.GetTimestamp();
        while (true)
        {
            var look = await LookAsync(tenant, id, rejectedVersion, stop);
            if (look is Look.Settled { Result: var settled })
                return settled;
            if (look is Look.Free { Connection: var free })
            {
                // Asked before the lease is taken: a process that could not use it would keep it from one that can.
                await seal.OpenAsync(stop);
                if (!spool.HasRoom() || !await permit.AcquireAsync(free, Patience - clock.GetElapsedTime(started), stop))
                    return RefreshResult.Later;
                if (await leases.TryAcquireAsync(tenant, id, onlyWhenDue: false, connection => Settled(connection, rejectedVersion) is null, stop) is { } held)
                {
                    permit.Use();
                    return await RefreshAsync(held);
                }
            }

            await Task.Delay(BetweenLooks, clock, stop);
            if (clock.GetElapsedTime(started) >= Patience)
                return look is Look.Held ? RefreshResult.Asking : RefreshResult.Later;
        }
    }

    /// <summary>Refreshes a token when its permit is valid; when nobody has to be asked any more, the permit is somebody else's.</summary>
    internal async Task RefreshReservedAsync(ReservedRefresh reserved, CancellationToken stop)
    {
        await using var permit = permits.Reserved(reserved.PartitionId);
        await Task.Delay(reserved.Wait, clock, stop);
        if (await leases.TryAcquireAsync(reserved.Tenant, reserved.Connection, onlyWhenDue: true, IsAlive, stop) is not { } held)
            return;

        permit.Use();
        await RefreshAsync(held);
    }

    // A held lease is only looked at: a hundred callers that all try to take it would keep its holder from storing what it got.
    private async Task<Look> LookAsync(Tenant tenant, Guid id, int? rejectedVersion, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var connection = await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, stop);
        if (connection is null)
            return new Look.Settled(RefreshResult.NothingToRefresh);
        if (Settled(connection, rejectedVersion) is { } settled)
            return new Look.Settled(settled);

        var lease = await session.Leases.Where(row => row.ConnectionId == id && row.DueAt != null)
            .Select(row => new
            {
                row.Failures,
                row.AskedAt,
                row.RequestInFlight,
                IsPaused = row.LastOutcome == RefreshLease.ProviderPaused || row.LastOutcome == RefreshLease.ClientPaused,
                IsDue = row.DueAt < DateTimeOffset.UtcNow,
                IsFree = row.Owner == null || row.HeldUntil < DateTimeOffset.UtcNow,
            })
            .FirstOrDefaultAsync(stop);
        if (lease is null)
            return new Look.Settled(RefreshResult.NothingToRefresh);
        if (!lease.IsFree)
            return new Look.Held();
        if (lease.IsPaused && !lease.IsDue)
            return new Look.Settled(RefreshResult.Later);
        if (lease.RequestInFlight || RefreshFloors.Allow(clock.GetUtcNow() - lease.AskedAt, lease.IsDue, lease.Failures))
            return new Look.Free(connection);

        // After a failure even a demand waits a while, or demands would hammer a provider that is down.
        return lease is { IsDue: false, Failures: > 0 } ? new Look.Settled(RefreshResult.Later) : new Look.TooEarly();
    }

    internal static bool IsAlive(Connection connection) => connection.Status is ConnectionStatus.Pending or ConnectionStatus.Active;

    private RefreshResult? Settled(Connection connection, int? rejectedVersion)
    {
        if (connection.Status is ConnectionStatus.Error or ConnectionStatus.Revoked)
            return RefreshResult.NeedsReauthorization;

        var fresh = connection.ExpiresAt is not { } end || end - clock.GetUtcNow() > EnoughLife;
        return fresh && connection.SecretVersion != rejectedVersion ? RefreshResult.Fresh : null;
    }

    // From here on nothing may be cancelled: between sending the refresh token and storing the answer lies the only copy.
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
                // What goes on as before is said once.
                CouldNotRefresh(
                    held.Row.Failures > 0 && held.Row.LastOutcome == decision.Outcome ? LogLevel.Debug : LogLevel.Information,
                    held.Connection.Id, held.Connection.App, decision.Outcome);
                await store.PostponeAsync(held, decision, postponed);
                return RefreshResult.Later;
            default:
                throw new UnreachableException();
        }
    }

    // Its own trace, so that a connection refreshed for months does not grow one; the link leads to the connect that made it.
    private static Activity? StartSpan(Connection connection)
    {
        ActivityLink[] links = ActivityContext.TryParse(connection.ConnectTraceParent, null, isRemote: true, out var made) ? [new(made)] : [];
        var span = Telemetry.Source.StartActivity("connection.refresh", ActivityKind.Internal, Activity.Current?.Context ?? default, links: links);
        return span?.SetTag("app", connection.App).SetTag("method", connection.Method);
    }

    [LoggerMessage(LogLevel.Warning, "Connection {Connection} ({App}) needs to be reauthorized: {Reason}")]
    private partial void UserMustReauthorize(Guid connection, string app, string reason);

    [LoggerMessage("Could not refresh connection {Connection} ({App}) this time: {Reason}")]
    private partial void CouldNotRefresh(LogLevel level, Guid connection, string app, string reason);

    // What somebody who waits for a token sees.
    private abstract record Look
    {
        /// <summary>There is nothing to wait for.</summary>
        public sealed record Settled(RefreshResult Result) : Look;

        /// <summary>The lease can be had.</summary>
        public sealed record Free(Connection Connection) : Look;

        /// <summary>Someone else is refreshing.</summary>
        public sealed record Held : Look;

        /// <summary>The provider was asked a moment ago.</summary>
        public sealed record TooEarly : Look;
    }
}
