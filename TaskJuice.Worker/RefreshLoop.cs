using TaskJuice.Core.Refreshing;

namespace TaskJuice.Worker;

/// <summary>Runs the refresh schedule; all decisions are in Core.</summary>
internal sealed partial class RefreshLoop(RefreshSchedule schedule, TimeProvider clock, ILogger<RefreshLoop> log) : BackgroundService
{
    // Tokens are refreshed minutes ahead, so seconds do not matter; an empty pass costs one index read.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    // Half of what a pass may reserve ahead, so that a provider with a backlog gets its full rate.
    private static readonly TimeSpan BeatWhenBehind = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await LookAndWaitAsync(stoppingToken);
        }
        finally
        {
            await schedule.WhenIdleAsync();
        }
    }

    private async Task LookAndWaitAsync(CancellationToken stop)
    {
        var look = await LookAsync(stop);
        var beat = Task.Delay(look is { IsBehind: true } ? BeatWhenBehind : Beat, clock, stop);
        await await Task.WhenAny(beat, look?.Progress ?? beat);
    }

    private async Task<RefreshLook?> LookAsync(CancellationToken stop)
    {
        try
        {
            return await schedule.LookAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(failure);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not check for due refreshes; trying again shortly")]
    private partial void LookFailed(Exception failure);
}
