namespace TaskJuice.Core.Connecting;

/// <summary>What reconnecting with another external account is to mean.</summary>
public enum MismatchDecision
{
    /// <summary>Every step that used the old connection uses the new account; the old one is disconnected.</summary>
    Replace,

    /// <summary>A connection of its own; the old one stays as it is.</summary>
    AddNew,

    /// <summary>Nothing; the grant is thrown away.</summary>
    Cancel,
}

/// <summary>The person says what reconnecting with another external account is to mean.</summary>
public sealed class ResolveIdentityMismatch(ConnectFlows flows, PendingGrants parked, SaveOrAsk offer, GiveBackGrant back)
{
    /// <summary>Carries the decision out, once.</summary>
    /// <returns>The flow with its result; unchanged when there is nothing to decide.</returns>
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

    // Not to be cancelled: once taken, the parked grant is nowhere else. Null when somebody else took it.
    private async Task<ConnectFlow?> CarryOutAsync(ConnectFlow flow, MismatchDecision decision)
    {
        if (await parked.ConsumeAsync(flow, CancellationToken.None) is not { } grant)
            return null;
        if (decision == MismatchDecision.Cancel)
        {
            await back.GiveBackAsync(flow, grant);
            return flow.Finish(ConnectOutcome.Cancelled);
        }

        var credential = SaveOrAsk.Credential(flow, grant) with { Replaces = decision == MismatchDecision.Replace ? flow.Reconnects : null, Reconnects = null };
        return await offer.SaveAsync(flow, grant, credential, CancellationToken.None);
    }
}
