using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// A circuit breaker shared by all processes: stops refreshes at a token endpoint that is down, asked for a pause, or refuses our client. When a
/// pause ends, one trial refresh goes first; the others follow if it succeeds.
/// </summary>
public sealed partial class TokenEndpointCircuit(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TokenEndpointCircuit> log)
{
    /// <summary>The client of a pause that is about every client.</summary>
    internal const string EveryClient = "";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ClientPause = TimeSpan.FromMinutes(2);

    private static readonly string[] Throttled = [RefreshLease.Throttled];
    private static readonly string[] ClientRefused = [RefreshLease.ClientRefused, RefreshLease.ClientRefusedHere];

    private static readonly TimeSpan IsKnownToWorkFor = TimeSpan.FromHours(1);

    // Whatever the provider says, we do not ask again at once.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    /// <summary>How long the others wait for the trial refresh.</summary>
    internal static readonly TimeSpan HalfOpenLife = ProviderHttp.TokenLimit + TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, FailureWindow> _windows = new();
    private readonly OpenCircuits _open = new(scopes, clock);

    /// <summary>Checks whether a token endpoint may be called.</summary>
    /// <param name="endpoint">The endpoint, as stored on the connection.</param>
    /// <param name="client">Key of the OAuth client.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <returns>Null when it may be called; otherwise when to try again, and why.</returns>
    internal async Task<(DateTimeOffset Until, CircuitReason Kind)?> OpenUntilAsync(string endpoint, string client, CancellationToken stop)
    {
        foreach (var pause in (await _open.ReadAsync(stop)).Where(pause => pause.TokenEndpoint == endpoint && (pause.Client == client || pause.Client == EveryClient)))
        {
            var now = clock.GetUtcNow();
            if (pause.Until > now)
                return (pause.Until, pause.Kind);
            if (!await TryHalfOpenAsync(pause, now, stop))
                return (now + ProviderHttp.Limit, pause.Kind);
        }

        return null;
    }

    /// <summary>Whether a connection's provider is paused, as far as this process knows.</summary>
    internal async Task<bool> IsOpenAsync(Connection connection, CancellationToken stop) => (await _open.ReadAsync(stop)).Any(pause =>
        pause.TokenEndpoint == connection.TokenEndpoint && (pause.Client == connection.TokenClient || pause.Client == EveryClient) && pause.Until > clock.GetUtcNow());

    /// <summary>Reports a token endpoint's reply to a refresh.</summary>
    /// <param name="connection">What was refreshed.</param>
    /// <param name="askedAt">When it was asked: a reply from before a pause says nothing about its end.</param>
    /// <param name="result">The answer.</param>
    /// <returns>True when the client was refused for this connection and is accepted for others.</returns>
    internal async Task<bool> ReportAsync(Connection connection, DateTimeOffset askedAt, TokenResult result)
    {
        var isOnlyHere = false;
        await TellAsync(connection.TokenEndpoint!, async () => isOnlyHere = await WeighAsync(connection, askedAt, result));
        return isOnlyHere;
    }

    /// <summary>Reports that a client was accepted outside a refresh: someone connected with it.</summary>
    internal Task AcceptedAsync(string endpoint, string client) =>
        TellAsync(endpoint, () => EndAsync(endpoint, client, RateLimitPartition.Of(endpoint, client), clock.GetUtcNow()));

    private async Task TellAsync(string endpoint, Func<Task> telling)
    {
        try
        {
            await telling();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The caller's result matters more than sharing it with other processes.
            NotTold(endpoint, failure);
        }
    }

    private async Task<bool> WeighAsync(Connection connection, DateTimeOffset askedAt, TokenResult result)
    {
        var (endpoint, client) = (connection.TokenEndpoint!, connection.TokenClient);
        var failed = result is TokenResult.Unavailable or TokenResult.Uncertain or TokenResult.MalformedResponse;
        var isDown = _windows.GetOrAdd(endpoint, _ => new(clock)).Add(failed);
        switch (result)
        {
            case TokenResult.Throttled { RetryAfter: var wait }:
                await OpenUnlessOnlyHereAsync(
                    new(endpoint, client, CircuitReason.Throttled, "throttled"), wait is { } asked ? (asked > LeastPause ? asked : LeastPause) : ShortestPause, askedAt, await OthersAsync(connection, Throttled));
                break;
            case TokenResult.ClientRefused { Error: var error }:
                var others = await OthersAsync(connection, ClientRefused);
                await OpenUnlessOnlyHereAsync(new(endpoint, client, CircuitReason.ClientRefused, error), ClientPause, askedAt, others);
                return others == OthersInPartition.Work;
            case var _ when failed && (isDown || _open.Hold(endpoint, EveryClient)):
                await PauseAsync(new(endpoint, EveryClient, CircuitReason.Outage, result.Outcome), ShortestPause, askedAt);
                break;
            case var _ when !failed && (_open.Hold(endpoint, client) || _open.Hold(endpoint, EveryClient)):
                await EndAsync(endpoint, client, RateLimitPartition.Of(connection), askedAt);
                break;
        }

        return false;
    }

    // If it is unclear whether this concerns one connection or all, another one finds out soon.
    private Task OpenUnlessOnlyHereAsync(Tripped pause, TimeSpan length, DateTimeOffset askedAt, OthersInPartition others) => others switch
    {
        OthersInPartition.Work => Task.CompletedTask,
        OthersInPartition.Untried => PauseAsync(pause, length < ShortestPause ? length : ShortestPause, askedAt),
        _ => PauseAsync(pause, length, askedAt),
    };

    // Only one process extends the pause, and that one makes the trial call.
    private async Task<bool> TryHalfOpenAsync(OpenCircuit pause, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var isFirst = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().TryHalfOpenAsync(pause, now, HalfOpenLife, stop);
        _open.LookAgain();
        return isFirst;
    }

    private async Task PauseAsync(Tripped pause, TimeSpan length, DateTimeOffset askedAt)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TaskJuiceDb>();
        if (await db.TryOpenCircuitAsync(pause, length, clock.GetUtcNow()))
            CountAndLog(pause);
        else if (pause.Kind == CircuitReason.Throttled)
            await db.KeepCircuitOpenUntilAsync(pause, length, clock.GetUtcNow());
        else
            await db.KeepCircuitOpenLongerAsync(pause, length, length > LongestPause ? length : LongestPause, askedAt, clock.GetUtcNow());
        _open.LookAgain();
    }

    private async Task<OthersInPartition> OthersAsync(Connection connection, string[] outcomes)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().OthersAsync(connection, outcomes, clock.GetUtcNow() - IsKnownToWorkFor);
    }

    private async Task EndAsync(string endpoint, string client, Guid partition, DateTimeOffset askedAt)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TaskJuiceDb>();
        var hasEnded = await db.CloseCircuitsAsync(endpoint, client, askedAt);
        _open.LookAgain();
        if (!hasEnded)
            return;

        Recovered(endpoint);
        await db.WakePartitionAsync(partition, clock.GetUtcNow());
    }

    private void CountAndLog(Tripped pause)
    {
        RefreshMetrics.Paused(pause.Kind);
        if (pause.Kind == CircuitReason.ClientRefused)
            ClientNotAccepted(pause.Endpoint, pause.Because);
        else
            Paused(pause.Endpoint, pause.Kind, pause.Because);
    }

    [LoggerMessage(LogLevel.Critical, "The token endpoint {Endpoint} does not accept the configured OAuth client ({Reason}); its connections are paused until an operator fixes the client")]
    private partial void ClientNotAccepted(string endpoint, string reason);

    [LoggerMessage(LogLevel.Warning, "Pausing calls to token endpoint {Endpoint}: {Kind}, {Reason}")]
    private partial void Paused(string endpoint, CircuitReason kind, string reason);

    [LoggerMessage(LogLevel.Information, "The token endpoint {Endpoint} is responding again")]
    private partial void Recovered(string endpoint);

    [LoggerMessage(LogLevel.Warning, "Could not share the result from token endpoint {Endpoint} with other processes")]
    private partial void NotTold(string endpoint, Exception failure);
}
