using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// A circuit breaker shared by all processes: stops refreshes at a token endpoint that is down, asked for a pause, or refuses our client.
/// When a pause ends, one trial refresh goes first; the others follow if it succeeds. <see cref="CircuitPolicy"/> decides what a reply
/// means.
/// </summary>
public sealed partial class TokenEndpointCircuit(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TokenEndpointCircuit> log)
{
    private readonly ConcurrentDictionary<string, FailureWindow> _windows = new();
    private readonly CircuitStore _store = new(scopes, clock);

    /// <summary>Checks whether a token endpoint may be called.</summary>
    /// <param name="endpoint">The endpoint, as stored on the connection.</param>
    /// <param name="client">Key of the OAuth client.</param>
    /// <param name="stop">Cancels the operation.</param>
    /// <returns>Null if it may be called.</returns>
    internal async Task<OpenUntil?> OpenUntilAsync(string endpoint, string client, CancellationToken stop)
    {
        foreach (var pause in await _store.FindAsync(endpoint, client, stop))
        {
            var now = clock.GetUtcNow();
            if (pause.Until > now)
                return new(pause.Until, pause.Kind);

            // Only one process extends the pause, and that one makes the trial call.
            if (!await _store.TryHalfOpenAsync(pause, now, stop))
                return new(now + ProviderHttp.Limit, pause.Kind);
        }

        return null;
    }

    /// <summary>Whether a connection's provider is paused, as far as this process knows.</summary>
    internal async Task<bool> IsOpenAsync(Connection connection, CancellationToken stop) =>
        (await _store.FindAsync(connection.TokenEndpoint, connection.TokenClient, stop)).Any(pause => pause.Until > clock.GetUtcNow());

    /// <summary>Reports a token endpoint's reply to a refresh.</summary>
    /// <param name="connection">What was refreshed.</param>
    /// <param name="askedAt">When it was asked: a reply from before a pause says nothing about its end.</param>
    /// <param name="result">The reply.</param>
    /// <returns>True when the client was refused for this connection and is accepted for others.</returns>
    internal async Task<bool> ReportAsync(Connection connection, DateTimeOffset askedAt, TokenResult result)
    {
        var isOnlyHere = false;
        await ShareAsync(connection.TokenEndpoint!, async () =>
        {
            var step = CircuitPolicy.After(result, await FactsAsync(connection, result));
            await ApplyAsync(step, connection, askedAt);
            isOnlyHere = step is CircuitStep.ClientRefusedHere;
        });
        return isOnlyHere;
    }

    /// <summary>Reports that a client was accepted outside a refresh: someone connected with it.</summary>
    internal Task AcceptedAsync(string endpoint, string client) =>
        ShareAsync(endpoint, () => CloseAsync(endpoint, client, RateLimitPartition.Of(endpoint, client), clock.GetUtcNow()));

    private async Task ShareAsync(string endpoint, Func<Task> share)
    {
        try
        {
            await share();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The caller's result matters more than sharing it with other processes.
            CouldNotShare(endpoint, failure);
        }
    }

    private async Task<CircuitFacts> FactsAsync(Connection connection, TokenResult result)
    {
        var endpoint = connection.TokenEndpoint!;
        return new()
        {
            IsDown = _windows.GetOrAdd(endpoint, _ => new(clock)).Add(CircuitPolicy.IsFailure(result)),
            IsOpenForClient = _store.Holds(endpoint, connection.TokenClient),
            IsOpenForEveryClient = _store.Holds(endpoint, OpenCircuit.EveryClient),
            Others = CircuitPolicy.SameOutcomes(result) is { } outcomes
                ? await _store.OthersAsync(connection, outcomes)
                : OthersInPartition.None,
        };
    }

    private Task ApplyAsync(CircuitStep step, Connection connection, DateTimeOffset askedAt) => step switch
    {
        CircuitStep.Open open => OpenAsync(open, connection, askedAt),
        CircuitStep.Close =>
            CloseAsync(connection.TokenEndpoint!, connection.TokenClient, RateLimitPartition.Of(connection), askedAt),
        _ => Task.CompletedTask,
    };

    private async Task OpenAsync(CircuitStep.Open step, Connection connection, DateTimeOffset askedAt)
    {
        var client = step.IsForEveryClient ? OpenCircuit.EveryClient : connection.TokenClient;
        if (await _store.OpenAsync(new(connection.TokenEndpoint!, client, step.Reason, step.Because), step, askedAt))
            CountAndLog(connection.TokenEndpoint!, step);
    }

    private async Task CloseAsync(string endpoint, string client, Guid partition, DateTimeOffset askedAt)
    {
        if (!await _store.CloseAsync(endpoint, client, askedAt))
            return;

        Recovered(endpoint);
        await _store.WakeAsync(partition);
    }

    private void CountAndLog(string endpoint, CircuitStep.Open step)
    {
        RefreshMetrics.Paused(step.Reason);
        if (step.Reason == CircuitReason.ClientRefused)
            ClientNotAccepted(endpoint, step.Because);
        else
            Paused(endpoint, step.Reason, step.Because);
    }

    [LoggerMessage(
        LogLevel.Critical,
        "The token endpoint {Endpoint} does not accept the configured OAuth client ({Reason}); "
        + "its connections are paused until an operator fixes the client")]
    private partial void ClientNotAccepted(string endpoint, string reason);

    [LoggerMessage(LogLevel.Warning, "Pausing calls to token endpoint {Endpoint}: {Kind}, {Reason}")]
    private partial void Paused(string endpoint, CircuitReason kind, string reason);

    [LoggerMessage(LogLevel.Information, "The token endpoint {Endpoint} is responding again")]
    private partial void Recovered(string endpoint);

    [LoggerMessage(LogLevel.Warning, "Could not share the result from token endpoint {Endpoint} with other processes")]
    private partial void CouldNotShare(string endpoint, Exception failure);
}

/// <summary>A token endpoint must not be called before this time, and why.</summary>
internal sealed record OpenUntil(DateTimeOffset Time, CircuitReason Reason);
