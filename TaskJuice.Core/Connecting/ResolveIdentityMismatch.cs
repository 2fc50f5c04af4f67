namespace TaskJuice.Core.Connecting;

/// <summary>What to do when reconnecting returned another external account.</summary>
public enum MismatchDecision
{
    /// <summary>Every step of the old connection uses the new one; the old one is disconnected.</summary>
    Replace,

    /// <summary>A separate connection is created; the old one is unchanged.</summary>
    AddNew,

    /// <summary>The grant is discarded.</summary>
    Cancel,
}

/// <summary>Applies the person's decision after reconnecting returned another external account.</summary>
public sealed class ResolveIdentityMismatch(ConnectFlows flows, PendingGrants parked, SaveOrAsk offer, GiveBackGrant back)
{
    /// <summary>Applies the decision, once.</summary>
    /// <returns>The flow with its outcome; unchanged when there is nothing to decide.</returns>
    public async Task<ConnectFlow> DecideAsync(ConnectFlow flow, MismatchDecision decision)
    {
        if (flow.State != FlowState.Deciding)
            return flow;

        using var span = FinishAuthorization.Join(flow.Trace, "connect.decide");
        span?.SetTag("decision", decision.ToString());
        if (await CarryOutAsync(flow, decision) is not { } ended)
            return await flows.FindAsync(flow.Tenant, flow.UserId, flow.Id) ?? flow;

        ConnectMetrics.Count(ended);
        return await flows.MoveAsync(flow, ended);
    }

    // Not cancellable: once consumed, the pending grant has no other copy. Null when another request consumed it.
    private async Task<ConnectFlow?> CarryOutAsync(ConnectFlow flow, MismatchDecision decision)
    {
        if (await parked.ConsumeAsync(flow, CancellationToken.None) is not { } grant)
            return null;
        if (decision == MismatchDecision.Cancel)
        {
            await back.GiveBackAsync(flow, grant);
            return flow.Finish(ConnectOutcome.Cancelled);
        }

        var credential = SaveOrAsk.Credential(flow, grant) with
        {
            Replaces = decision == MismatchDecision.Replace ? flow.Reconnects : null,
            Reconnects = null,
        };
        return await offer.SaveAsync(flow, grant, credential, CancellationToken.None);
    }
}
