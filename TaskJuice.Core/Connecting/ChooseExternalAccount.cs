using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Connecting;

/// <summary>Applies the person's choice among the external accounts of one grant.</summary>
public sealed class ChooseExternalAccount(ConnectFlows flows, PendingGrants parked, AppCatalog catalog, SaveOrAsk offer)
{
    /// <summary>Saves the connection for one of the offered choices.</summary>
    /// <returns>The flow with its result; unchanged when the id was not offered.</returns>
    public async Task<ConnectFlow> ChooseAsync(ConnectFlow flow, string id)
    {
        if (flow.State != FlowState.Choosing || flow.Choices.FirstOrDefault(choice => choice.Id == id) is not { } choice)
            return flow;

        using var span = FinishAuthorization.Join(flow.Trace, "connect.choose");
        if (await SaveAsync(flow, choice) is not { } ended)
            return await flows.FindAsync(flow.Tenant, flow.UserId, flow.Id) ?? flow;

        ConnectMetrics.Count(ended);
        return await flows.MoveAsync(flow, ended);
    }

    internal static Grant Chosen(AfterConsent rule, Grant grant, Choice choice) => grant with
    {
        ExternalAccountId = choice.Id,
        ExternalName = choice.Name,
        Label = ExchangeCode.Shortened(choice.Name) ?? grant.Label,
        Settings = new Dictionary<string, string>(grant.Settings) { [rule.Setting] = choice.Id },
    };

    // Not cancellable: once consumed, the pending grant has no other copy of its tokens. Null when another request consumed it.
    private async Task<ConnectFlow?> SaveAsync(ConnectFlow flow, Choice choice)
    {
        if (catalog.Find(flow.App)?.Method(flow.Method) is not OAuthMethod { AfterConsent: { } rule })
            return flow.Finish(ConnectOutcome.ConsentLost);

        return await parked.ConsumeAsync(flow, CancellationToken.None) is { } grant
            ? await offer.SaveOrAskAsync(flow, grant with { Grant = Chosen(rule, grant.Grant, choice) }, CancellationToken.None)
            : null;
    }
}
