using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TaskJuice.Local;

namespace TaskJuice;

/// <summary>
/// Reports on the console that a resource ended by itself. Before everything is ready, this ends the run: otherwise it would wait for the
/// resource forever.
/// </summary>
internal sealed partial class UnexpectedEnds(
    ResourceNotificationService notifications, ResourceLoggerService logs, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private const int LinesShown = 15;

    private readonly HashSet<string> _stopping = [];
    private bool _isReady;
    private Task _watch = Task.CompletedTask;

    /// <summary>Why the run ended, if this class ended it.</summary>
    public Problem? Problem { get; private set; }

    // Before the orchestrator's own start, which lasts until everything runs.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _watch = WatchAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken) =>
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WatchAsync(CancellationToken stopping)
    {
        await foreach (var change in notifications.WatchAsync(stopping))
        {
            _isReady |= change.Resource.Name == ResourceNames.Web && change.Snapshot.HealthStatus == HealthStatus.Healthy;
            if (!EndedByItself(change))
                continue;

            var exitCode = change.Snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
            var sentence = $"{change.Resource.Name} ended{(_isReady ? "" : " while starting")} (exit code {exitCode})."
                + await LastWordsAsync(change.ResourceId);
            if (_isReady)
            {
                await Console.Error.WriteLineAsync(sentence);
                continue;
            }

            Problem = new Problem(sentence);
            lifetime.StopApplication();
            return;
        }
    }

    private bool EndedByItself(ResourceEvent change)
    {
        var state = change.Snapshot.State?.Text;
        if (state == KnownResourceStates.Stopping)
            _stopping.Add(change.ResourceId);
        else if (state == KnownResourceStates.Running)
            _stopping.Remove(change.ResourceId);
        var isFailed = state == KnownResourceStates.FailedToStart
            || (KnownResourceStates.TerminalStates.Contains(state) && change.Snapshot.ExitCode is not null and not 0);
        // Reported once, and never for a resource that was stopped on purpose.
        return isFailed && _stopping.Add(change.ResourceId);
    }

    private async Task<string> LastWordsAsync(string resource)
    {
        var lines = new List<LogLine>();
        await foreach (var some in logs.GetAllAsync(resource))
            lines.AddRange(some);
        // Programs write the reason for their exit to the error stream; other lines are the orchestrator's.
        var words = lines.Where(line => line.IsErrorMessage).TakeLast(LinesShown).Select(line => Decoration().Replace(line.Content, ""))
            .ToList();
        return words.Count == 0
            ? " It printed nothing."
            : $" Its last output:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", words)}";
    }

    // A leading timestamp, and colours.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\S+ |\x1b\[[\d;]*m")]
    private static partial Regex Decoration();
}
