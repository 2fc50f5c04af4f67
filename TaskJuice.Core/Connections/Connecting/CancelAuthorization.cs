using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>The person stops an attempt; an answer of the provider that comes later is refused.</summary>
public sealed class CancelAuthorization(ConnectFlows flows, PendingAuthorizations authorizations)
{
    /// <summary>Cancels the person's flow if it still waits; does nothing otherwise.</summary>
    public async Task CancelAsync(Tenant tenant, Guid userId, Guid id)
    {
        if (await flows.FindAsync(tenant, userId, id) is not { State: not FlowState.Finished } flow)
            return;

        await authorizations.DropAsync(flow);
        var ended = flow.Finish(ConnectOutcome.Cancelled);
        ConnectFigures.Count(ended);
        await flows.SaveAsync(ended);
    }
}
