using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Brings a held lease to a decision: uses a stored reply, or calls the token endpoint, at most three times in a row (with the refresh
/// token, with the same one again after a lost reply, with the previous one after a refusal).
/// </summary>
public sealed class AskForTokens(
    AppCatalog catalog, OAuthClients clients, TokenEndpoint tokens, ExchangeEndpoint exchanges,
    TokenInbox inbox, TokenEndpointCircuit circuit, TimeProvider clock)
{
    internal async Task<Decision> AskAsync(HeldLease held)
    {
        if (SourceOf(held) is not { } source)
            return new(new RefreshStep.Postpone(RefreshRules.UntilRepaired, held.Row.UncertainSince is not null), "not_set_up")
            {
                LeavesKept = true,
            };

        var facts = FactsOf(held, source);
        if (BestOf(held.Kept.Select(source.Read)) is { } kept)
            return await DecideAsync(
                held, source, facts, RefreshRules.AfterKept(kept, facts), kept is TokenResult.Granted ? "kept" : OutcomeOf(kept));

        return RefreshRules.BeforeAsking(facts) is { } wait
            ? new(wait, "waits_for_answer")
            : await DecideAsync(held, source, facts, new RefreshStep.AskAgain(), "");
    }

    // A reply that grants tokens takes precedence over a newer one that does not.
    private static TokenResult? BestOf(IEnumerable<TokenResult> kept)
    {
        var all = kept.ToList();
        return all.OfType<TokenResult.Granted>().FirstOrDefault() ?? all.FirstOrDefault();
    }

    private async Task<Decision> DecideAsync(HeldLease held, TokenSource source, RefreshFacts facts, RefreshStep step, string outcome)
    {
        var (token, asked) = (held.RefreshToken, false);
        while (step is RefreshStep.AskAgain or RefreshStep.AskWithPrevious)
        {
            if (step is RefreshStep.AskWithPrevious)
            {
                token = held.PreviousRefreshToken;
                facts = facts with { HasPrevious = false };
            }

            var (answer, took, isOnlyHere) = await AskOnceAsync(held, source, token);
            facts = facts with
            {
                AskedFor = took,
                IsClientAccepted = isOnlyHere,
                UncertainFor = facts.UncertainFor ?? (answer is TokenResult.Uncertain ? TimeSpan.Zero : null),
            };
            step = RefreshRules.After(answer, facts with { AskedAgain = asked });
            outcome = isOnlyHere ? RefreshLease.ClientRefusedHere : OutcomeOf(answer);
            asked = true;
        }

        return new(step is RefreshStep.GiveUp { Reason: var reason } ? new RefreshStep.GiveUp(source.ErrorReason(reason)) : step, outcome);
    }

    private static string OutcomeOf(TokenResult answer) =>
        answer is TokenResult.Refused { Certain: false, Error: TokenErrors.InWords } ? RefreshLease.RefusedInWords : answer.Outcome;

    private async Task<(TokenResult Answer, TimeSpan Took, bool IsOnlyHere)> AskOnceAsync(HeldLease held, TokenSource source, Secret? token)
    {
        var askedAt = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        var result = await source.AskAsync(token, body => inbox.KeepAsync(held, body, askedAt));
        var took = clock.GetElapsedTime(started);
        return (result, took, await circuit.ReportAsync(held.Connection, askedAt, result));
    }

    private RefreshFacts FactsOf(HeldLease held, TokenSource source) => new()
    {
        Life = source.Life,
        IsGivenUp = held.Connection.Status == ConnectionStatus.Error,
        UncertainFor = clock.GetUtcNow() - held.Row.UncertainSince,
        SilentFor = clock.GetUtcNow() - held.Row.SilentSince,
        RefusedFor = clock.GetUtcNow() - held.Row.RefusedSince,
        WasInWords = held.Row.LastOutcome == RefreshLease.RefusedInWords,
        HasPrevious = held is { PreviousRefreshToken: { } before, RefreshToken: { } current } && !before.Matches(current),
    };

    // A credential is only sent to the endpoint fixed when it was connected; a changed app file or client needs a new consent.
    private TokenSource? SourceOf(HeldLease held)
    {
        var connection = held.Connection;
        if (catalog.Find(connection.App) is not { } app)
            return null;

        return app.Method(connection.Method) switch
        {
            OAuthMethod method when clients.For(app) is { } client && client.Key == connection.Client
                && IsStill(app, method.TokenUrl, connection) =>
                new TokenSource.RefreshToken(tokens, new(app, method, client, connection.Settings)),
            ApiKeyMethod { Exchange: { } exchange } method when connection.Client is null && IsStill(app, exchange.Url, connection) =>
                new TokenSource.Exchange(exchanges, new(app, method, connection.Settings, held.Credential)),
            _ => null,
        };
    }

    private static bool IsStill(App app, string template, Connection connection) =>
        Destination.For(app, template, connection.Settings).AbsoluteUri == connection.TokenEndpoint;
}

/// <summary>The result of a held lease.</summary>
/// <param name="Step">What to do; never another request.</param>
/// <param name="Outcome">Its identifier in logs and metrics.</param>
internal sealed record Decision(RefreshStep Step, string Outcome)
{
    /// <summary>True when stored replies could not be read yet.</summary>
    public bool LeavesKept { get; init; }
}
