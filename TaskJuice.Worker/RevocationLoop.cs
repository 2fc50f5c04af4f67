using TaskJuice.Core.Connections.Keeping;

namespace TaskJuice.Worker;

/// <summary>Wakes and hands over; everything that decides is in Core.</summary>
internal sealed partial class RevocationLoop(RevocationSchedule schedule, TimeProvider clock, ILogger<RevocationLoop> log) : BackgroundService
{
    // The first try is made where the person waits for it; the second comes after a minute.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            await AskAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AskAsync(CancellationToken stop)
    {
        try
        {
            while (await schedule.AskDueAsync(stop))
            {
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not look for access to revoke; trying again in a moment")]
    private partial void LookFailed(Exception failure);
}
