using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>
/// Brings a held lease to a decision: uses a reply that was kept, or asks the token endpoint, at most three times in a row (the refresh
/// token, the same one again after a lost answer, the one before it after a refusal).
/// </summary>
public sealed class AskForTokens(
    AppCatalog catalog, OAuthClients clients, TokenEndpoint tokens, ExchangeEndpoint exchanges, TokenInbox inbox, ProviderGate gate, TimeProvider clock)
{
    internal async Task<(RefreshStep Step, string Outcome)> AskAsync(HeldLease held)
    {
        if (SourceOf(held) is not { } source)
            return (new RefreshStep.Postpone(RefreshRules.UntilRepaired, held.UncertainSince is not null), "not_set_up");

        if (held.Kept is { } kept && source.Read(kept) is TokenResult.Granted found)
            return (new RefreshStep.Store(found.Tokens), "kept");

        var facts = FactsOf(held, source);
        return RefreshRules.BeforeAsking(facts) is { } wait ? (wait, "waits_for_answer") : await AskUntilDecidedAsync(held, source, facts);
    }

    private async Task<(RefreshStep Step, string Outcome)> AskUntilDecidedAsync(HeldLease held, TokenSource source, RefreshFacts facts)
    {
        var token = held.RefreshToken;
        while (true)
        {
            var result = await AskOnceAsync(held, source, token);
            if (result is TokenResult.Uncertain)
                facts = facts with { UncertainFor = facts.UncertainFor ?? TimeSpan.Zero };

            switch (RefreshRules.After(result, facts))
            {
                case RefreshStep.AskAgain:
                    facts = facts with { AskedAgain = true };
                    break;
                case RefreshStep.AskWithPrevious:
                    (token, facts) = (held.PreviousRefreshToken, facts with { HasPrevious = false });
                    break;
                case RefreshStep.GiveUp { Reason: var reason }:
                    return (new RefreshStep.GiveUp(source.Trouble(reason)), Outcome.Of(result));
                case var step:
                    return (step, Outcome.Of(result));
            }
        }
    }

    private async Task<TokenResult> AskOnceAsync(HeldLease held, TokenSource source, Secret? token)
    {
        var askedAt = clock.GetUtcNow();
        var result = await source.AskAsync(token, body => inbox.KeepAsync(held, body, askedAt));
        await gate.ReportAsync(held.Connection.TokenEndpoint!, held.Connection.TokenClient, askedAt, result);
        return result;
    }

    private RefreshFacts FactsOf(HeldLease held, TokenSource source) => new()
    {
        Life = source.Life,
        Failures = held.Failures,
        UncertainFor = clock.GetUtcNow() - held.UncertainSince,
        HasPrevious = held is { PreviousRefreshToken: { } before, RefreshToken: { } current } && !before.Matches(current),
    };

    // A credential only goes where it went when it was connected; a changed catalog file or client needs a new consent.
    private TokenSource? SourceOf(HeldLease held)
    {
        var connection = held.Connection;
        if (catalog.Find(connection.App) is not { } app)
            return null;

        return app.Method(connection.Method) switch
        {
            OAuthMethod method when clients.For(app) is { } client && client.Key == connection.Client && IsStill(app, method.TokenUrl, connection) =>
                new TokenSource.RefreshToken(tokens, new(app, method, client, connection.Settings)),
            ApiKeyMethod { Exchange: { } exchange } method when connection.Client is null && IsStill(app, exchange.Url, connection) =>
                new TokenSource.Exchange(exchanges, new(app, method, connection.Settings, held.Credential)),
            _ => null,
        };
    }

    private static bool IsStill(App app, string template, Connection connection) =>
        Destination.For(app, template, connection.Settings).AbsoluteUri == connection.TokenEndpoint;
}
