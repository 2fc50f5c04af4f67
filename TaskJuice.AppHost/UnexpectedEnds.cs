using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TaskJuice.Local;

namespace TaskJuice;

/// <summary>
/// Says on the console that a part ended by itself. Before everything was ready, this ends the run: waiting for a part that is gone would last for ever.
/// </summary>
internal sealed partial class UnexpectedEnds(ResourceNotificationService notifications, ResourceLoggerService logs, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const int LinesShown = 15;

    private readonly HashSet<string> _stopping = [];
    private bool _isReady;

    /// <summary>Why the run ended, if it did because of this.</summary>
    public Problem? Problem { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            _isReady |= change.Resource.Name == ResourceNames.Web && change.Snapshot.HealthStatus == HealthStatus.Healthy;
            if (!EndedByItself(change))
                continue;

            var sentence = $"{change.Resource.Name} ended{(_isReady ? "" : " while starting")} (exit code {change.Snapshot.ExitCode?.ToString() ?? "unknown"}).{await LastWordsAsync(change.ResourceId)}";
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
        var isFailed = state == KnownResourceStates.FailedToStart || (KnownResourceStates.TerminalStates.Contains(state) && change.Snapshot.ExitCode is not null and not 0);
        // Told once, and never of a part that somebody stopped.
        return isFailed && _stopping.Add(change.ResourceId);
    }

    private async Task<string> LastWordsAsync(string resource)
    {
        var lines = new List<string>();
        await foreach (var some in logs.GetAllAsync(resource))
            lines.AddRange(some.Select(line => Decoration().Replace(line.Content, "")).Where(line => !line.StartsWith("[sys]", StringComparison.Ordinal)));
        return lines.Count == 0 ? " It said nothing." : $" It last said:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", lines.TakeLast(LinesShown))}";
    }

    // The time in front, and colours.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\S+ |\x1b\[[\d;]*m")]
    private static partial Regex Decoration();
}
