using System.Diagnostics;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections.Keeping;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>From a code to a stored connection: token request, whose account is it, save.</summary>
public sealed class ExchangeCode(
    AppCatalog catalog, OAuthClients clients, TokenEndpoint tokens, ProviderApi api, OfferGrant offer, TimeProvider clock)
{
    internal async Task<ConnectFlow> ExchangeAsync(ConnectFlow flow, PendingAuthorization pending, Secret code, CancellationToken stop)
    {
        if (catalog.Find(pending.App) is not { } app || app.Method(pending.Method) is not OAuthMethod method || clients.For(app) is not { } client)
            return flow.Finish(ConnectOutcome.AppNotSetUp);

        var request = new TokenRequest(app, method, client, pending.Settings);
        return await tokens.ExchangeAsync(request, code.Reveal(), new Secret(pending.Verifier), pending.RedirectUri, stop) switch
        {
            TokenResult.Granted granted => await IdentifyAsync(flow, request, granted.Tokens, stop),
            TokenResult.Refused => flow.Finish(ConnectOutcome.ConsentLost),
            TokenResult.ClientRefused or TokenResult.Misconfigured => flow.Finish(ConnectOutcome.AppNotSetUp),
            TokenResult.Throttled => flow.Finish(ConnectOutcome.ProviderUnavailable, "It asks for a pause."),
            TokenResult.Unavailable { Reason: var reason } => flow.Finish(ConnectOutcome.ProviderUnavailable, reason),
            TokenResult.Uncertain { Reason: var reason } => flow.Finish(ConnectOutcome.ProviderUnavailable, reason),
            TokenResult.Nonsense { Reason: var reason } => flow.Finish(ConnectOutcome.ProviderUnavailable, reason),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<ConnectFlow> IdentifyAsync(ConnectFlow flow, TokenRequest request, Tokens tokens, CancellationToken stop)
    {
        var settings = request.Settings.Concat(tokens.Kept).GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value);
        var credential = tokens.Credential();
        if (request.Method.AfterConsent is not null)
            return await ChooseAsync(flow, request, tokens, settings, stop);

        return await api.ProbeAsync(request.App, request.Method, settings, credential, stop) switch
        {
            // Without an id, connecting again would make a second row: tokens change, so nothing else could stand for the account.
            ProbeResult.Answered { AccountId: null } => flow.Finish(ConnectOutcome.ProviderUnavailable, "It did not say whose account this is."),
            ProbeResult.Answered who => await SaveAsync(flow, Grant(request, tokens, settings, who.AccountId, who.Name, who.AccountId) with { ExternalDetail = who.Detail }, credential, stop),
            ProbeResult.Refused { ProviderMessage: var message } => flow.Finish(ConnectOutcome.ConsentLost, message),
            ProbeResult.Throttled => flow.Finish(ConnectOutcome.ProviderUnavailable, "It asks for a pause."),
            ProbeResult.Unavailable { Reason: var reason } => flow.Finish(ConnectOutcome.ProviderUnavailable, reason),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<ConnectFlow> ChooseAsync(
        ConnectFlow flow, TokenRequest request, Tokens tokens, Dictionary<string, string> settings, CancellationToken stop)
    {
        var credential = tokens.Credential();
        var result = await api.ChoicesAsync(request.App, request.Method, settings, credential, stop);
        if (result is not ChoicesResult.Listed { Choices: var choices })
            return flow.Finish(ConnectOutcome.ProviderUnavailable);
        if (choices.Count == 0)
            return flow.Finish(ConnectOutcome.NothingToChoose);

        var grant = Grant(request, tokens, settings, "", null, await ConsentedByAsync(request, settings, credential, stop));
        if (choices is [var only])
            return await SaveAsync(flow, ChooseExternalAccount.Chosen(request.Method.AfterConsent!, grant, only), credential, stop);

        return await offer.ParkAsync(flow, flow with { State = FlowState.Choosing, Choices = choices }, new(grant, credential), stop);
    }

    // The chosen external account does not say who consented; the probe does. Without its answer the connection works all the same.
    private async Task<string?> ConsentedByAsync(
        TokenRequest request, Dictionary<string, string> settings, Dictionary<string, Secret> credential, CancellationToken stop) =>
        request.Method.GrantReach == GrantReach.Person
            && await api.ProbeAsync(request.App, request.Method, settings, credential, stop) is ProbeResult.Answered who ? who.AccountId : null;

    private Task<ConnectFlow> SaveAsync(
        ConnectFlow flow, Grant grant, IReadOnlyDictionary<string, Secret> credential, CancellationToken stop) =>
        offer.OfferAsync(flow, new(grant, credential), stop);

    private Grant Grant(TokenRequest request, Tokens tokens, Dictionary<string, string> settings, string accountId, string? name, string? consentedBy) => new()
    {
        App = request.App.Slug,
        Method = request.Method.Key,
        Client = request.Client.Key,
        Label = Shortened(name) ?? $"{request.App.Name} account",
        ExternalAccountId = accountId,
        ConsentedBy = request.Method.GrantReach == GrantReach.Person ? consentedBy : null,
        ExternalName = name,
        Settings = settings,
        Scopes = tokens.Scopes,
        MissingScopes = request.Method.MissingFrom(tokens.Scopes),
        TokenEndpoint = Destination.For(request.App, request.Method.TokenUrl, settings).AbsoluteUri,
        ExpiresAt = tokens.ExpiresAt,
        RefreshTokenExpiresAt = tokens.RefreshToken is null ? null : RefreshTokenEnd.After(request.Method, tokens, null, clock.GetUtcNow()),
        MadeIn = Activity.Current?.Id,
    };

    internal static string? Shortened(string? name) =>
        string.IsNullOrWhiteSpace(name) ? null : ShortText.Of(name, Connection.LongestLabel);
}
