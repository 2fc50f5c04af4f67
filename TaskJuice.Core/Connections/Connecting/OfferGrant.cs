namespace TaskJuice.Core.Connections.Connecting;

/// <summary>Offers a grant for storing. When it is of another account than the connection to repair, it is parked until the person decides.</summary>
public sealed class OfferGrant(SaveConnection save, ParkedGrants parked)
{
    /// <summary>Stores the grant, or parks it.</summary>
    /// <returns>The flow: finished, or in state <see cref="FlowState.Deciding"/>.</returns>
    internal async Task<ConnectFlow> OfferAsync(ConnectFlow flow, ParkedGrant grant, CancellationToken stop)
    {
        var result = flow.Saved(await save.SaveAsync(Credential(flow, grant), stop), grant.Grant);
        return result.State == FlowState.Deciding ? await parked.ParkAsync(result, grant, stop) : result;
    }

    internal static NewCredential Credential(ConnectFlow flow, ParkedGrant grant) => new()
    {
        Tenant = flow.Tenant,
        UserId = flow.UserId,
        Grant = grant.Grant,
        Values = grant.Credential,
        LabelTyped = grant.LabelTyped,
        Return = flow.Return,
        Reconnects = flow.Reconnects,
    };
}
