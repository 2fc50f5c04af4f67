using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>
/// Brings a held lease to a decision: uses a reply that was kept, or asks the token endpoint, at most three times in a row (the refresh
/// token, the same one again after a lost answer, the one before it after a refusal).
/// </summary>
public sealed class AskForTokens(
    AppCatalog catalog, OAuthClients clients, TokenEndpoint tokens, TokenInbox inbox, ReplySpool spool, ProviderGate gate, TimeProvider clock)
{
    internal async Task<(RefreshStep Step, string Outcome)> AskAsync(HeldLease held)
    {
        if (RequestFor(held.Connection) is not { } request)
            return (new RefreshStep.Postpone(RefreshRules.UntilRepaired, held.UncertainSince is not null), "not_set_up");

        if (held.Kept is { } kept && TokenEndpoint.Read(request.Method, TokenGrant.Refresh, kept.Body, kept.SentAt) is TokenResult.Granted found)
            return (new RefreshStep.Store(found.Tokens), "kept");

        var facts = FactsOf(held, request);
        if (RefreshRules.BeforeAsking(facts) is { } wait)
            return (wait, "waits_for_answer");

        return spool.HasRoom
            ? await AskUntilDecidedAsync(held, request, facts)
            : (new RefreshStep.Postpone(null, held.UncertainSince is not null), "disk_full");
    }

    private async Task<(RefreshStep Step, string Outcome)> AskUntilDecidedAsync(HeldLease held, TokenRequest request, RefreshFacts facts)
    {
        var token = held.RefreshToken;
        while (true)
        {
            var result = await AskOnceAsync(held, request, token);
            if (result is TokenResult.Uncertain)
                facts = facts with { UncertainFor = facts.UncertainFor ?? TimeSpan.Zero };

            switch (RefreshRules.After(result, facts))
            {
                case RefreshStep.AskAgain:
                    facts = facts with { AskedAgain = true };
                    break;
                case RefreshStep.AskWithPrevious:
                    (token, facts) = (held.PreviousRefreshToken!.Value, facts with { HasPrevious = false });
                    break;
                case var step:
                    return (step, Outcome.Of(result));
            }
        }
    }

    private async Task<TokenResult> AskOnceAsync(HeldLease held, TokenRequest request, Secret token)
    {
        var askedAt = clock.GetUtcNow();
        var result = await tokens.RefreshAsync(request with { Received = body => inbox.KeepAsync(held, body, askedAt) }, token, CancellationToken.None);
        await gate.ReportAsync(held.Connection.TokenEndpoint!, request.Client.Key, askedAt, result);
        return result;
    }

    private RefreshFacts FactsOf(HeldLease held, TokenRequest request) => new()
    {
        Life = request.Method.Life,
        Failures = held.Failures,
        UncertainFor = clock.GetUtcNow() - held.UncertainSince,
        HasPrevious = held.PreviousRefreshToken is { } before && !before.Matches(held.RefreshToken),
    };

    // The refresh token only goes where it came from; a changed catalog file or client needs a new consent.
    private TokenRequest? RequestFor(Connection connection) =>
        catalog.Find(connection.App) is { } app && app.Method(connection.Method) is OAuthMethod method
        && clients.For(app) is { } client && client.Key == connection.Client
        && Destination.For(app, method.TokenUrl, connection.Settings).AbsoluteUri == connection.TokenEndpoint
            ? new(app, method, client, connection.Settings)
            : null;
}
