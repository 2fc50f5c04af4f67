using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

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
    /// <param name="Reason">The provider's code, <see cref="RefreshRules.RotationLost"/> or <see cref="RefreshRules.NoUsableAnswer"/>.</param>
    public sealed record GiveUp(string Reason) : RefreshStep;

    /// <summary>It was given up before, and nothing new came.</summary>
    public sealed record StayGivenUp : RefreshStep;

    /// <summary>Nothing is decided; try again later.</summary>
    /// <param name="Wait">How long at least; the growing pauses of <see cref="RefreshPlan.Backoff"/> may be longer.</param>
    /// <param name="IsUncertain">True when the provider may have retired the refresh token without our having its successor.</param>
    public sealed record Postpone(TimeSpan? Wait, bool IsUncertain) : RefreshStep
    {
        /// <summary>True when no answer came that decides anything.</summary>
        public bool IsSilence { get; init; }

        /// <summary>The refresh token to present next time, when the answer held nothing else that can be used; null for the one in force.</summary>
        public Secret? Next { get; init; }

        /// <summary>True when it was refused without a clear word.</summary>
        public bool IsRefusal { get; init; }
    }
}

/// <summary>What is known of a refresh when an answer comes.</summary>
internal sealed record RefreshFacts
{
    /// <summary>What the provider does with tokens over time.</summary>
    public required TokenLife Life { get; init; }

    /// <summary>True when the connection already waits for a person.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>For how long an answer has been missing that may have held the next refresh token; null when none is.</summary>
    public TimeSpan? UncertainFor { get; init; }

    /// <summary>For how long no answer has decided anything; null when the last one did.</summary>
    public TimeSpan? SilentFor { get; init; }

    /// <summary>For how long it has been refused without a clear word; null when it was not.</summary>
    public TimeSpan? RefusedFor { get; init; }

    /// <summary>True when the last refusal said in words what a known code would say.</summary>
    public bool WasInWords { get; init; }

    /// <summary>True when the provider accepts our client for other connections.</summary>
    public bool IsClientAccepted { get; init; }

    /// <summary>How long ago the question left that was just answered, or not.</summary>
    public TimeSpan AskedFor { get; init; }

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

    /// <summary>The reason when the provider has not given an answer that decides anything for <see cref="LongestSilence"/>.</summary>
    public const string NoUsableAnswer = "no_usable_answer";

    /// <summary>A lost answer may still arrive from another process, or from the disk of one that could not store it.</summary>
    public static readonly TimeSpan LateAnswerWait = TimeSpan.FromSeconds(30);

    /// <summary>Where a second use ends the grant, nobody may be waiting for the first answer any more.</summary>
    public static readonly TimeSpan LateAnswerWaitWhereReuseEnds = ProviderHttp.TokenLimit + TimeSpan.FromSeconds(10);

    /// <summary>A person is asked about a refusal without a clear word when it has lasted so long: a firewall's page may pass.</summary>
    public static readonly TimeSpan UntilRefusalIsBelieved = TimeSpan.FromHours(24);

    /// <summary>As <see cref="UntilRefusalIsBelieved"/>, when this refusal and the one before it say in words what a known code would say.</summary>
    public static readonly TimeSpan UntilWordsAreBelieved = TimeSpan.FromMinutes(15);

    /// <summary>Longer than outages last. Whoever does not answer for so long is not asked any more until a person has looked.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromDays(7);

    /// <summary>Our own client or catalog is at fault: trying often does not help, but a repair should be noticed soon.</summary>
    public static readonly TimeSpan UntilRepaired = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan SoonestAfterRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LatestAfterRefusal = TimeSpan.FromHours(6);

    /// <summary>
    /// Where a second use ends the grant, an answer that somebody may still have is waited for before the same token is presented again.
    /// Null means: ask.
    /// </summary>
    public static RefreshStep? BeforeAsking(RefreshFacts facts) =>
        facts.Life.ReuseEndsGrant && StillMissing(facts) is { } wait ? new RefreshStep.Postpone(wait, IsUncertain: true) : null;

    /// <summary>What a reply means that was kept because nobody came to use it.</summary>
    public static RefreshStep AfterKept(TokenResult result, RefreshFacts facts) =>
        result is not TokenResult.Granted && facts.IsGivenUp ? new RefreshStep.StayGivenUp() : After(result, facts);

    /// <summary>What an answer means that was just got, or not got.</summary>
    public static RefreshStep After(TokenResult result, RefreshFacts facts)
    {
        var isUncertain = facts.UncertainFor is not null;
        return result switch
        {
            TokenResult.Granted { Tokens: var tokens } => new RefreshStep.Store(tokens),
            TokenResult.Uncertain when MayAskAgain(facts) => new RefreshStep.AskAgain(),
            TokenResult.Refused { Certain: true, Error: var error } => AfterRefusal(error, facts),
            TokenResult.Refused { Error: var error } => AfterUnclearRefusal(error, facts),
            TokenResult.Throttled { RetryAfter: var wait } => new RefreshStep.Postpone(wait, isUncertain),
            TokenResult.ClientRefused { Error: var error } when facts.IsClientAccepted => AfterUnclearRefusal(error, facts),
            TokenResult.ClientRefused or TokenResult.Misconfigured or TokenResult.Withheld => new RefreshStep.Postpone(UntilRepaired, isUncertain),
            TokenResult.Nonsense { RefreshToken: { } next } => AfterHalfAnAnswer(next, facts),
            _ => AfterSilence(isUncertain || MayHaveRotated(result, facts.Life), facts),
        };
    }

    // A yes that cannot be read, and the excuse of whoever stands between, may stand for an answer that held the next token.
    private static bool MayHaveRotated(TokenResult result, TokenLife life) => result is TokenResult.Uncertain || (life.ReuseEndsGrant
        && result is TokenResult.Nonsense { Failure.Kind: not (FailureKind.Redirected or FailureKind.UnexpectedStatus) } or TokenResult.Unavailable { Failure.Status: 502 or 504 or 408 });

    // A second use is safe within the grace. Where nothing is known of reuse it is worth a try, as long as a usual grace is not over.
    private static bool MayAskAgain(RefreshFacts facts)
    {
        var grace = facts.Life.ReuseEndsGrant || facts.Life.Grace > LateAnswerWait ? facts.Life.Grace : LateAnswerWait;
        return !facts.AskedAgain && facts.AskedFor < grace;
    }

    private static RefreshStep AfterRefusal(string error, RefreshFacts facts)
    {
        // Where a second use ends the grant, the token before this one would only make things worse.
        if (facts.HasPrevious && facts.Life is { Rotation: Rotation.Rotates, ReuseEndsGrant: false })
            return new RefreshStep.AskWithPrevious();

        return StillMissing(facts) is { } wait ? new RefreshStep.Postpone(wait, IsUncertain: true)
            : new RefreshStep.GiveUp(facts.UncertainFor is null ? error : RotationLost);
    }

    // Soon at first, then each time after as long again.
    private static RefreshStep AfterUnclearRefusal(string error, RefreshFacts facts)
    {
        var lasted = facts.RefusedFor ?? TimeSpan.Zero;
        return lasted >= (error == TokenErrors.InWords && facts.WasInWords ? UntilWordsAreBelieved : UntilRefusalIsBelieved)
            ? new RefreshStep.GiveUp(error)
            : new RefreshStep.Postpone(TimeSpan.FromTicks(Math.Clamp(lasted.Ticks, SoonestAfterRefusal.Ticks, LatestAfterRefusal.Ticks)), facts.UncertainFor is not null)
            {
                IsRefusal = true,
            };
    }

    private static RefreshStep AfterSilence(bool isUncertain, RefreshFacts facts) => facts.SilentFor >= LongestSilence
        ? new RefreshStep.GiveUp(NoUsableAnswer)
        : new RefreshStep.Postpone(isUncertain && facts.Life.ReuseEndsGrant ? LateAnswerWaitWhereReuseEnds : null, isUncertain) { IsSilence = true };

    // Nothing is missing any more: the refresh token came.
    private static RefreshStep AfterHalfAnAnswer(Secret next, RefreshFacts facts) =>
        AfterSilence(isUncertain: false, facts) is RefreshStep.Postpone postponed ? postponed with { Next = next } : new RefreshStep.GiveUp(NoUsableAnswer);

    private static TimeSpan? StillMissing(RefreshFacts facts)
    {
        var wait = (facts.Life.ReuseEndsGrant ? LateAnswerWaitWhereReuseEnds : LateAnswerWait) - facts.UncertainFor;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
