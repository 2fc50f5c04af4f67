using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Retention;

namespace TaskJuice.Worker;

/// <summary>Wakes and hands over; everything that decides is in Core. The first look comes with the start.</summary>
internal sealed partial class PruneLoop(GiveBackUndecided undecided, PruneFinished prune, TimeProvider clock, ILogger<PruneLoop> log) : BackgroundService
{
    // What is over is in nobody's way; an empty look costs a few index reads.
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            await PruneAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PruneAsync(CancellationToken stop)
    {
        try
        {
            await undecided.GiveBackAsync(stop);
            while (await prune.PruneAsync(stop))
            {
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            PruningFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not delete finished rows; trying again in five minutes")]
    private partial void PruningFailed(Exception failure);
}
