using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>What to do after an answer, or the lack of one.</summary>
internal abstract record RefreshStep
{
    private RefreshStep() { }

    /// <summary>Keep the tokens.</summary>
    public sealed record Store(Tokens Tokens) : RefreshStep;

    /// <summary>Present the same refresh token once more, at once: the grace of a lost reply is short.</summary>
    public sealed record AskAgain : RefreshStep;

    /// <summary>Present the refresh token before this one, which a provider may still hold to be the valid one.</summary>
    public sealed record AskWithPrevious : RefreshStep;

    /// <summary>Only a person can mend it.</summary>
    /// <param name="Reason">The provider's code, or <see cref="RefreshRules.RotationLost"/>.</param>
    public sealed record GiveUp(string Reason) : RefreshStep;

    /// <summary>Nothing is decided; try again later.</summary>
    /// <param name="Wait">How long, or null for the growing pauses of <see cref="RefreshPlan.Backoff"/>.</param>
    /// <param name="IsUncertain">True when the provider may have retired the refresh token without our having its successor.</param>
    public sealed record Postpone(TimeSpan? Wait, bool IsUncertain) : RefreshStep;
}

/// <summary>What is known of a refresh when an answer comes.</summary>
internal sealed record RefreshFacts
{
    /// <summary>What the provider does with tokens over time.</summary>
    public required TokenLife Life { get; init; }

    /// <summary>Failures in a row before this one.</summary>
    public int Failures { get; init; }

    /// <summary>For how long an answer has been missing that may have held the next refresh token; null when none is.</summary>
    public TimeSpan? UncertainFor { get; init; }

    /// <summary>True when the current refresh token was already presented again after a lost answer.</summary>
    public bool AskedAgain { get; init; }

    /// <summary>True when the refresh token before this one is still kept and was not presented yet.</summary>
    public bool HasPrevious { get; init; }
}

/// <summary>Decides what an answer means for a connection. Pure: the same facts always give the same step.</summary>
internal static class RefreshRules
{
    /// <summary>The reason when an answer got lost that held the only valid refresh token.</summary>
    public const string RotationLost = "rotation_lost";

    /// <summary>A lost answer may still arrive from another process, or from the disk of one that could not store it.</summary>
    public static readonly TimeSpan LateAnswerWait = TimeSpan.FromSeconds(30);

    // A refusal with a code nobody knows may pass: five tries over a day before a person is asked.
    private const int TriesWhenUnclear = 5;
    private static readonly TimeSpan UntilClear = TimeSpan.FromHours(5);

    // Our own client or catalog is at fault: trying often does not help, but a repair should be noticed soon.
    public static readonly TimeSpan UntilRepaired = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan BetweenLooksForLateAnswer = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Where a second use ends the grant, an answer that somebody may still have is waited for before the same token is presented again.
    /// Null means: ask.
    /// </summary>
    public static RefreshStep? BeforeAsking(RefreshFacts facts) =>
        facts.UncertainFor is { } waited && waited < LateAnswerWait && facts.Life.ReuseEndsGrant
            ? new RefreshStep.Postpone(BetweenLooksForLateAnswer, IsUncertain: true)
            : null;

    public static RefreshStep After(TokenResult result, RefreshFacts facts)
    {
        var isUncertain = facts.UncertainFor is not null;
        return result switch
        {
            TokenResult.Granted { Tokens: var tokens } => new RefreshStep.Store(tokens),
            TokenResult.Uncertain when !facts.AskedAgain => new RefreshStep.AskAgain(),
            TokenResult.Uncertain => new RefreshStep.Postpone(null, IsUncertain: true),
            TokenResult.Refused { Certain: true, Error: var error } => AfterRefusal(error, facts),
            TokenResult.Refused { Error: var error } => facts.Failures + 1 >= TriesWhenUnclear
                ? new RefreshStep.GiveUp(error)
                : new RefreshStep.Postpone(UntilClear, isUncertain),
            TokenResult.Throttled { RetryAfter: var wait } => new RefreshStep.Postpone(wait, isUncertain),
            TokenResult.ClientRefused or TokenResult.Misconfigured or TokenResult.Withheld => new RefreshStep.Postpone(UntilRepaired, isUncertain),
            _ => new RefreshStep.Postpone(null, isUncertain),
        };
    }

    private static RefreshStep AfterRefusal(string error, RefreshFacts facts)
    {
        // Where a second use ends the grant, the token before this one would only make things worse.
        if (facts.HasPrevious && facts.Life is { Rotation: Rotation.Rotates, ReuseEndsGrant: false })
            return new RefreshStep.AskWithPrevious();

        return facts.UncertainFor switch
        {
            null => new RefreshStep.GiveUp(error),
            { } waited when waited < LateAnswerWait => new RefreshStep.Postpone(BetweenLooksForLateAnswer, IsUncertain: true),
            _ => new RefreshStep.GiveUp(RotationLost),
        };
    }
}
