using TaskJuice.Core.Vault.Rotating;

namespace TaskJuice.Worker;

/// <summary>Carries rotations of account keys on. Wakes and hands over; everything that decides is in Core.</summary>
internal sealed partial class KeyLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<KeyLoop> log) : BackgroundService
{
    // A rotation takes several lives of the key cache anyway; without one under way a look costs one read of the keys.
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        do
        {
            await TurnAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TurnAsync(CancellationToken stop)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AdvanceKeyRotations>().TurnAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LookFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not continue the account key rotation; trying again in a minute")]
    private partial void LookFailed(Exception failure);
}
