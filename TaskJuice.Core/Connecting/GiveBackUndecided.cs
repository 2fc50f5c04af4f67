using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Gives back the grants of attempts whose person never said which account is meant, or whether another one may take the place: nobody can
/// use their tokens any more, and the provider would go on accepting them.
/// </summary>
public sealed partial class GiveBackUndecided(IServiceScopeFactory scopes, FlowSeal seal, TimeProvider clock, ILogger<GiveBackUndecided> log)
{
    private const int Batch = 100;

    /// <summary>Gives back what is over, at most a batch. One that cannot be given back now is tried at the next look.</summary>
    public async Task GiveBackAsync(CancellationToken stop)
    {
        foreach (var attempt in await FindAsync(stop))
        {
            if (attempt.FlowAt(clock.GetUtcNow(), seal) is not { } flow)
                continue;

            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<PendingGrants>().ConsumeAsync(flow, stop) is { } grant)
                    await scope.ServiceProvider.GetRequiredService<GiveBackGrant>().GiveBackAsync(flow, grant);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                NotGivenBack(flow.Id, flow.App, failure);
            }
        }
    }

    private async Task<IReadOnlyList<ConnectAttempt>> FindAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = await PruningSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), stop);
        return await session.UndecidedAsync(clock.GetUtcNow() - ConnectFlows.Kept, Batch, stop);
    }

    [LoggerMessage(LogLevel.Error, "Could not queue revocation of the undecided tokens from connect attempt {Flow} ({App})")]
    private partial void NotGivenBack(Guid flow, string app, Exception failure);
}
