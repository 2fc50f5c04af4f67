using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// The token requests of authorization responses. A code works only once, so none is cancelled: neither by a window that is closed at once
/// after consent, nor by a proxy that does not wait as long as a slow provider takes, nor by a process that is asked to stop.
/// </summary>
public sealed partial class ConclusionsUnderWay(
    IServiceScopeFactory scopes, AnswerPatience patience, TimeProvider clock, ILogger<ConclusionsUnderWay> log) : IHostedService
{
    private readonly ConcurrentDictionary<Guid, Task<ConnectFlow?>> _underWay = new();

    /// <summary>Concludes a response and waits for it, but not longer than somebody can be left before a blank page.</summary>
    /// <returns>The flow as it is then; null when that is not known yet.</returns>
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
            // Not on the caller's thread, so that it is listed before it can be over.
            await Task.Yield();
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ConcludeAuthorization>().ConcludeAsync(response, pending);
        }
        catch (Exception failure)
        {
            // Perhaps nobody waits any more who would hear of it.
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

    /// <summary>Waits for those that are under way, as long as the host lets it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        await ((Task)Task.WhenAll(_underWay.Values)).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(LogLevel.Error, "Could not store the outcome of connect attempt {Flow} ({App})")]
    private partial void NotConcluded(Guid flow, string app, Exception failure);
}
