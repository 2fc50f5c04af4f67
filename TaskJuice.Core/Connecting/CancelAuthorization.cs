using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>The person stops an attempt; an answer of the provider that comes later is refused.</summary>
public sealed class CancelAuthorization(ConnectFlows flows, PendingGrants parked, GiveBackGrant back, RememberedStates remembered)
{
    /// <summary>Cancels the person's flow unless it is over already; what it brought so far is given back.</summary>
    public async Task CancelAsync(Tenant tenant, Guid userId, Guid id)
    {
        string? state = null;
        await CancelAsync(tenant, userId, id, attempt =>
        {
            state = attempt.StateHash;
            attempt.Drop();
        });
        if (state is not null)
            await remembered.EndAsync(state);
    }

    /// <summary>Cancels what the person began in a sign-in that ends. Whoever comes back from a provider later is told why it is over.</summary>
    public async Task EndWithSessionAsync(Guid userId, Guid sessionId)
    {
        foreach (var flow in await flows.BegunInAsync(userId, sessionId))
            await CancelAsync(flow.Tenant, userId, flow.Id, null);
    }

    private async Task CancelAsync(Tenant tenant, Guid userId, Guid id, Action<ConnectAttempt>? change)
    {
        while (await flows.FindAsync(tenant, userId, id) is { State: not FlowState.Finished } flow)
        {
            using var span = FinishAuthorization.Join(flow.Trace, "connect.cancel");
            var grant = await parked.ConsumeAsync(flow, CancellationToken.None);
            if (grant is not null)
                await back.GiveBackAsync(flow, grant);

            // Another state is one that the provider's answer brought meanwhile: that one is cancelled then.
            var ended = flow.Finish(ConnectOutcome.Cancelled);
            if (await flows.MoveAsync(flow, ended, change) == ended)
                ConnectMetrics.Count(ended);
        }
    }
}
