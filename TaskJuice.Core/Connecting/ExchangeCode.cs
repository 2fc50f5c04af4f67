using System.Diagnostics;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>Turns a code into a stored connection: requests the tokens, identifies the external account, and saves.</summary>
public sealed class ExchangeCode(
    AppCatalog catalog, OAuthClients clients, TokenEndpoint tokens, ProviderApi api, SaveOrAsk offer, GiveBackGrant back,
    TokenEndpointCircuit circuit, TimeProvider clock)
{
    internal async Task<ConnectFlow> ExchangeAsync(ConnectFlow flow, PendingAuthorization pending, Secret code, CancellationToken stop)
    {
        if (catalog.Find(pending.App) is not { } app || app.Method(pending.Method) is not OAuthMethod method
            || clients.For(app) is not { } client)
            return flow.Finish(ConnectOutcome.AppNotSetUp);

        var request = new TokenRequest(app, method, client, pending.Settings);
        return await tokens.ExchangeAsync(request, code.Reveal(), new Secret(pending.Verifier), pending.RedirectUri, stop) switch
        {
            TokenResult.Granted granted => await UseAsync(flow, request, granted.Tokens, stop),
            TokenResult.Refused { Error: var error } => AuthorizationError.Refused(flow, error),
            TokenResult.ClientRefused { Error: var error } =>
                flow.Finish(ConnectOutcome.AppNotSetUp) with { Code = AuthorizationError.Known(error) },
            TokenResult.Misconfigured { Error: var error } => AuthorizationError.Finish(flow, error),
            TokenResult.Withheld { Failure: var failure } => flow.Finish(failure),
            TokenResult.Throttled { RetryAfter: var wait } => flow.Finish(new CallFailure(FailureKind.AsksForPause) { RetryAfter = wait }),
            TokenResult.Unavailable { Failure: var failure } => flow.Finish(failure),
            TokenResult.Uncertain { Failure: var failure } => flow.Finish(failure),
            TokenResult.MalformedResponse half => await EndHalfAsync(flow, request, half),
            _ => throw new UnreachableException(),
        };
    }

    // A refresh token without an access token cannot be used and is revoked, so that it does not remain valid unnoticed.
    private async Task<ConnectFlow> EndHalfAsync(ConnectFlow flow, TokenRequest request, TokenResult.MalformedResponse half)
    {
        if (half.RefreshToken is { } token)
        {
            var received = new Tokens(token, token, null, [], new Dictionary<string, string>(), null);
            await back.GiveBackAsync(flow, new(Grant(request, received, request.Settings, "", null, null), half.Credential()));
        }
        return flow.Finish(half.Failure);
    }

    private async Task<ConnectFlow> UseAsync(ConnectFlow flow, TokenRequest request, Tokens tokens, CancellationToken stop)
    {
        await circuit.AcceptedAsync(
            Destination.For(request.App, request.Method.TokenUrl, request.Settings).AbsoluteUri, request.Client.Key);
        var settings = request.Settings.Concat(tokens.Kept).GroupBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key, pair => pair.Last().Value);
        var result = await (request.Method.AfterConsent is null
            ? IdentifyAsync(flow, request, tokens, settings, stop) : ChooseAsync(flow, request, tokens, settings, stop));

        // The external account is unknown, so no connection holds the tokens; they are revoked so that they do not remain valid unnoticed.
        // Where storing was refused for another reason, they have been revoked already.
        if (result is { State: FlowState.Finished, ConnectionId: null }
            && result.Outcome is not (ConnectOutcome.NotAllowed or ConnectOutcome.Cancelled))
            await back.GiveBackAsync(flow, new(Grant(request, tokens, settings, "", null, null), tokens.Credential()));
        return result;
    }

    private async Task<ConnectFlow> IdentifyAsync(
        ConnectFlow flow, TokenRequest request, Tokens tokens, Dictionary<string, string> settings, CancellationToken stop)
    {
        var credential = tokens.Credential();
        return await api.ProbeAsync(request.App, request.Method, settings, credential, stop) switch
        {
            // Without an id, connecting again would create a second row: tokens change, so a fingerprint cannot identify the account.
            ProbeResult.Answered { AccountId: null } => flow.Finish(new CallFailure(FailureKind.NobodyNamed)),
            ProbeResult.Answered who => await SaveAsync(
                flow, Grant(request, tokens, settings, who.AccountId, who.Name, who.AccountId) with { ExternalDetail = who.Detail },
                credential, stop),
            ProbeResult.Refused { ProviderMessage: var message, MissingScopes: var missing } =>
                flow.Finish(ConnectOutcome.TokenRefused, message) with { MissingScopes = missing ?? [] },
            ProbeResult.Throttled { RetryAfter: var wait } => flow.Finish(new CallFailure(FailureKind.AsksForPause) { RetryAfter = wait }),
            ProbeResult.Unavailable { Failure: var failure } => flow.Finish(failure),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<ConnectFlow> ChooseAsync(
        ConnectFlow flow, TokenRequest request, Tokens tokens, Dictionary<string, string> settings, CancellationToken stop)
    {
        var credential = tokens.Credential();
        var result = await api.ChoicesAsync(request.App, request.Method, settings, credential, stop);
        if (result is ChoicesResult.Unavailable { Failure: var failure })
            return flow.Finish(failure);
        if (result is ChoicesResult.Throttled { RetryAfter: var wait })
            return flow.Finish(new CallFailure(FailureKind.AsksForPause) { RetryAfter = wait });
        if (result is not ChoicesResult.Listed { Choices: var choices })
            return flow.Finish(ConnectOutcome.ConsentLost, (result as ChoicesResult.Refused)?.ProviderMessage);
        if (choices.Count == 0)
            return flow.Finish(ConnectOutcome.NothingToChoose);

        var grant = Grant(request, tokens, settings, "", null, await ConsentedByAsync(request, settings, credential, stop));
        if (choices is [var only])
            return await SaveAsync(flow, ChooseExternalAccount.Chosen(request.Method.AfterConsent!, grant, only), credential, stop);

        return await offer.ParkAsync(flow, flow with { State = FlowState.Choosing, Choices = choices }, new(grant, credential), stop);
    }

    // The chosen external account does not identify who consented; the probe does. The connection works without this answer too.
    private async Task<string?> ConsentedByAsync(
        TokenRequest request, Dictionary<string, string> settings, Dictionary<string, Secret> credential, CancellationToken stop) =>
        request.Method.GrantReach == GrantReach.Person
            && await api.ProbeAsync(request.App, request.Method, settings, credential, stop) is ProbeResult.Answered who
                ? who.AccountId : null;

    private Task<ConnectFlow> SaveAsync(
        ConnectFlow flow, Grant grant, IReadOnlyDictionary<string, Secret> credential, CancellationToken stop) =>
        offer.SaveOrAskAsync(flow, new(grant, credential), stop);

    private Grant Grant(
        TokenRequest request, Tokens tokens, IReadOnlyDictionary<string, string> settings, string accountId, string? name,
        string? consentedBy) => new()
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
            RefreshTokenExpiresAt = tokens.RefreshToken is null
                ? null
                : RefreshTokenEnd.After(request.Method, tokens, null, clock.GetUtcNow()),
            ConnectTraceParent = Activity.Current?.Id,
        };

    internal static string? Shortened(string? name) =>
        string.IsNullOrWhiteSpace(name) ? null : ShortText.Of(name, Connection.LongestLabel);
}
