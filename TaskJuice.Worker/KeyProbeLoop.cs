using TaskJuice.Core.Connections.Keeping;

namespace TaskJuice.Worker;

/// <summary>Wakes and hands over; everything that decides is in Core. The beat is what keeps the calls to one app few.</summary>
internal sealed partial class KeyProbeLoop(KeySchedule schedule, TimeProvider clock, ILogger<KeyProbeLoop> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    // With nothing due, looking every second would be for nothing.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(await ProbeAsync(stoppingToken) > 0 ? Beat : Rest, clock, stoppingToken);
    }

    private async Task<int> ProbeAsync(CancellationToken stop)
    {
        try
        {
            return await schedule.ProbeDueAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(failure);
            return 0;
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not look for credentials to probe; trying again in a minute")]
    private partial void LookFailed(Exception failure);
}
