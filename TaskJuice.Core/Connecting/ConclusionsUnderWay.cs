using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Runs the token requests of authorization responses. A code works only once, so none is cancelled: neither when the window is closed
/// right after consent, nor when a proxy times out before a slow provider responds, nor when the process shuts down.
/// </summary>
public sealed partial class ConclusionsUnderWay(
    IServiceScopeFactory scopes, AnswerPatience patience, TimeProvider clock, ILogger<ConclusionsUnderWay> log) : IHostedService
{
    private readonly ConcurrentDictionary<Guid, Task<ConnectFlow?>> _underWay = new();

    /// <summary>Processes a response and waits for it, up to the limit of <see cref="AnswerPatience"/>.</summary>
    /// <returns>The updated flow; null when processing has not finished yet.</returns>
    internal async Task<ConnectFlow?> ConcludeAsync(AuthorizationResponse response, PendingAuthorization pending)
    {
        var concluding = _underWay.GetOrAdd(pending.FlowId, _ => RunAsync(response, pending));
        try
        {
            return await concluding.WaitAsync(patience.Time, clock);
        }
        catch (TimeoutException) when (!concluding.IsCompleted)
        {
            return null;
        }
    }

    private async Task<ConnectFlow?> RunAsync(AuthorizationResponse response, PendingAuthorization pending)
    {
        try
        {
            // Yields first, so that the task is in the list before it can complete.
            await Task.Yield();
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ConcludeAuthorization>().ConcludeAsync(response, pending);
        }
        catch (Exception failure)
        {
            // There may be no request left to report the failure to.
            NotConcluded(pending.FlowId, pending.App, failure);
            throw;
        }
        finally
        {
            _underWay.TryRemove(pending.FlowId, out _);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for running exchanges, for as long as the host allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        await ((Task)Task.WhenAll(_underWay.Values)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(LogLevel.Error, "Could not store the outcome of connect attempt {Flow} ({App})")]
    private partial void NotConcluded(Guid flow, string app, Exception failure);
}
