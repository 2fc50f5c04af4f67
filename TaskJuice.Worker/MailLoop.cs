using TaskJuice.Core.Mailing;

namespace TaskJuice.Worker;

/// <summary>Wakes and hands over; everything that decides is in Core. Does nothing when no mail server is configured.</summary>
internal sealed partial class MailLoop(MailSchedule schedule, MailSettings settings, TimeProvider clock, ILogger<MailLoop> log) : BackgroundService
{
    // People look at their mail by the minute; an empty look costs one index read.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.IsOn)
            return;

        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            await SendAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SendAsync(CancellationToken stop)
    {
        try
        {
            while (await schedule.SendDueAsync(stop))
            {
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not look for mails to send; trying again in a moment")]
    private partial void LookFailed(Exception failure);
}
