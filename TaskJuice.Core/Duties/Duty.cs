using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Duties;

/// <summary>
/// Polls for work at an interval for as long as the process runs. It makes no decisions and starts no span: a poll is not worth a trace,
/// the work it finds is.
/// </summary>
internal sealed partial class Duty<T>(
    DutyPlan<T> plan, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Duty<T>> log) : BackgroundService
    where T : notnull
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (plan.ComesFirst)
            await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(plan.Every, clock);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            while (await TurnAsync(stop))
                await Task.Delay(plan.Pace, clock, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The next poll may succeed, and the other duties of this process are unaffected.
            LookFailed(plan.Name, plan.Every, failure);
        }
    }

    private async Task<bool> TurnAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await plan.Turn(scope.ServiceProvider.GetRequiredService<T>(), stop);
    }

    [LoggerMessage(LogLevel.Error, "Could not {Duty}; trying again within {Every}")]
    private partial void LookFailed(string duty, TimeSpan every, Exception failure);
}
