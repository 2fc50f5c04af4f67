using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Revokes the grants of attempts in which the person never chose an account or decided about an identity mismatch: their tokens are
/// unused, but the provider would keep accepting them.
/// </summary>
public sealed partial class GiveBackUndecided(
    IServiceScopeFactory scopes, FlowSeal seal, TimeProvider clock, ILogger<GiveBackUndecided> log)
{
    private const int Batch = 100;

    /// <summary>Revokes the grants of one batch of expired attempts. One that fails is retried at the next poll.</summary>
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
