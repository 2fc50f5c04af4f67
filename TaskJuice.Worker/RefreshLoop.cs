using TaskJuice.Core.Connections.Refreshing;

namespace TaskJuice.Worker;

/// <summary>Wakes and hands over; everything that decides is in Core.</summary>
internal sealed partial class RefreshLoop(RefreshSchedule schedule, TimeProvider clock, ILogger<RefreshLoop> log) : BackgroundService
{
    // Tokens are refreshed minutes ahead, so seconds do not matter; an empty look costs one index read.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            await RefreshAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RefreshAsync(CancellationToken stop)
    {
        try
        {
            while (await schedule.RefreshDueAsync(stop) == RefreshSchedule.FullBatch)
            {
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Looking for due tokens failed; the next look comes in a moment")]
    private partial void LookFailed(Exception failure);
}
