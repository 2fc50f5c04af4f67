using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>Cancels a connect attempt at the person's request; a later response of the provider is rejected.</summary>
public sealed class CancelAuthorization(ConnectFlows flows, PendingGrants parked, GiveBackGrant back, RememberedStates remembered)
{
    /// <summary>Cancels the person's flow unless it has ended; a grant received so far is revoked.</summary>
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

    /// <summary>Cancels all flows of a sign-in session that ends. A person who returns from a provider later is told why.</summary>
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

            // The flow may have changed state because the provider's response arrived meanwhile; cancel that state instead.
            var ended = flow.Finish(ConnectOutcome.Cancelled);
            if (await flows.MoveAsync(flow, ended, change) == ended)
                ConnectMetrics.Count(ended);
        }
    }
}
