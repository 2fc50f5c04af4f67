using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>The person stops an attempt; an answer of the provider that comes later is refused.</summary>
public sealed class CancelAuthorization(ConnectFlows flows, ParkedGrants parked, GiveBackGrant back)
{
    /// <summary>Cancels the person's flow unless it is over already; what it brought so far is given back.</summary>
    public async Task CancelAsync(Tenant tenant, Guid userId, Guid id)
    {
        while (await flows.FindAsync(tenant, userId, id) is { State: not FlowState.Finished } flow)
        {
            var grant = await parked.TakeAsync(flow, CancellationToken.None);
            if (grant is not null)
                await back.GiveBackAsync(flow, grant);

            // Another state is one that the provider's answer brought meanwhile: that one is cancelled then.
            var ended = flow.Finish(ConnectOutcome.Cancelled);
            if (await flows.MoveAsync(flow, ended, attempt => attempt.Drop()) == ended)
                ConnectFigures.Count(ended);
        }
    }
}
