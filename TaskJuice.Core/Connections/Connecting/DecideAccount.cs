namespace TaskJuice.Core.Connections.Connecting;

/// <summary>What reconnecting with another external account is to mean.</summary>
public enum AccountDecision
{
    /// <summary>Every step that used the old connection uses the new account; the old one is disconnected.</summary>
    Replace,

    /// <summary>A connection of its own; the old one stays as it is.</summary>
    AddNew,

    /// <summary>Nothing; the grant is thrown away.</summary>
    Cancel,
}

/// <summary>The person says what reconnecting with another external account is to mean.</summary>
public sealed class DecideAccount(ConnectFlows flows, ParkedGrants parked, SaveConnection save)
{
    /// <summary>Carries the decision out, once.</summary>
    /// <returns>The flow with its result; unchanged when there is nothing to decide.</returns>
    public async Task<ConnectFlow> DecideAsync(ConnectFlow flow, AccountDecision decision)
    {
        if (flow.State != FlowState.Deciding)
            return flow;

        using var span = FinishAuthorization.Join(flow.Trace, "connect.decide");
        span?.SetTag("decision", decision.ToString());
        var ended = await CarryOutAsync(flow, decision);
        ConnectFigures.Count(ended);
        await flows.SaveAsync(ended);
        return ended;
    }

    // Not to be cancelled: once taken, the parked grant is nowhere else.
    private async Task<ConnectFlow> CarryOutAsync(ConnectFlow flow, AccountDecision decision)
    {
        if (await parked.TakeAsync(flow, CancellationToken.None) is not { } grant)
            return await flows.FindAsync(flow.Tenant, flow.UserId, flow.Id) is { State: FlowState.Finished } other ? other : flow.Finish(ConnectOutcome.TimedOut);
        if (decision == AccountDecision.Cancel)
            return flow.Finish(ConnectOutcome.Cancelled);

        var credential = OfferGrant.Credential(flow, grant) with { Replaces = decision == AccountDecision.Replace ? flow.Reconnects : null, Reconnects = null };
        return flow.Saved(await save.SaveAsync(credential, CancellationToken.None), grant.Grant);
    }
}
