namespace TaskJuice.Core.Connecting;

/// <summary>
/// Saves a grant. When it belongs to another account than the connection to reconnect, it is kept pending until the person decides; when it
/// must not be stored any more, it is revoked.
/// </summary>
public sealed class SaveOrAsk(SaveConnection save, PendingGrants parked, GiveBackGrant back)
{
    /// <summary>Saves the grant, or keeps it pending.</summary>
    /// <returns>The flow: finished, or in state <see cref="FlowState.Deciding"/>.</returns>
    internal async Task<ConnectFlow> SaveOrAskAsync(ConnectFlow flow, PendingGrant grant, CancellationToken stop)
    {
        var result = await SaveAsync(flow, grant, Credential(flow, grant), stop);
        return result.State == FlowState.Deciding ? await ParkAsync(flow, result, grant, stop) : result;
    }

    /// <summary>Keeps the grant pending until the person decides.</summary>
    internal async Task<ConnectFlow> ParkAsync(ConnectFlow flow, ConnectFlow waiting, PendingGrant grant, CancellationToken stop)
    {
        var result = await parked.ParkAsync(flow, waiting, grant, stop);
        if (result.State == FlowState.Finished)
            await back.GiveBackAsync(flow, grant);
        return result;
    }

    /// <summary>Stores the credential of a grant.</summary>
    internal async Task<ConnectFlow> SaveAsync(ConnectFlow flow, PendingGrant grant, ReceivedCredential credential, CancellationToken stop)
    {
        var result = flow.Saved(await save.SaveAsync(credential, stop), grant.Grant);
        if (result.Outcome is ConnectOutcome.NotAllowed or ConnectOutcome.Cancelled)
            await back.GiveBackAsync(flow, grant);
        return result;
    }

    internal static ReceivedCredential Credential(ConnectFlow flow, PendingGrant grant) => new()
    {
        Tenant = flow.Tenant,
        UserId = flow.UserId,
        Attempt = flow,
        Grant = grant.Grant,
        Values = grant.Credential,
        LabelTyped = grant.LabelTyped,
        Return = flow.Return,
        Reconnects = flow.Reconnects,
    };
}
