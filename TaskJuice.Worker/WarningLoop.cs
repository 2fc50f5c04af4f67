using TaskJuice.Core.Notifying;

namespace TaskJuice.Worker;

/// <summary>Wakes and hands over; everything that decides is in Core. The first look comes with the start.</summary>
internal sealed partial class WarningLoop(WarningSchedule schedule, TimeProvider clock, ILogger<WarningLoop> log) : BackgroundService
{
    // Warnings count in days.
    private static readonly TimeSpan Beat = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            await WarnAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WarnAsync(CancellationToken stop)
    {
        try
        {
            while (await schedule.WarnDueAsync(stop))
            {
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not look for access that expires soon; trying again in an hour")]
    private partial void LookFailed(Exception failure);
}
