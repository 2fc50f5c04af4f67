using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>What to do after a reply, or without one.</summary>
internal abstract record RefreshStep
{
    private RefreshStep() { }

    /// <summary>Store the tokens.</summary>
    public sealed record Store(Tokens Tokens) : RefreshStep;

    /// <summary>Send the same refresh token again at once: the grace period for a lost reply is short.</summary>
    public sealed record AskAgain : RefreshStep;

    /// <summary>Send the previous refresh token, which the provider may still consider valid.</summary>
    public sealed record AskWithPrevious : RefreshStep;

    /// <summary>Only a person can fix it.</summary>
    /// <param name="Reason">
    /// The provider's code, <see cref="RefreshRules.RotationLost"/> or <see cref="RefreshRules.NoUsableAnswer"/>.
    /// </param>
    public sealed record GiveUp(string Reason) : RefreshStep;

    /// <summary>It was disconnected before, and nothing new arrived.</summary>
    public sealed record StayGivenUp : RefreshStep;

    /// <summary>Inconclusive; try again later.</summary>
    /// <param name="Wait">The minimum; the growing intervals of <see cref="RefreshPlan.Backoff"/> may be longer.</param>
    /// <param name="IsUncertain">True when the provider may have retired the refresh token without our having its successor.</param>
    public sealed record Postpone(TimeSpan? Wait, bool IsUncertain) : RefreshStep
    {
        /// <summary>True when there was no conclusive reply.</summary>
        public bool IsSilence { get; init; }

        /// <summary>The refresh token to send next time, when the reply had nothing else usable; null for the current one.</summary>
        public Secret? Next { get; init; }

        /// <summary>True when it was refused without a clear reason.</summary>
        public bool IsRefusal { get; init; }
    }
}

/// <summary>What is known about a refresh when a reply arrives.</summary>
internal sealed record RefreshFacts
{
    /// <summary>How the provider's tokens expire and rotate.</summary>
    public required TokenLife Life { get; init; }

    /// <summary>True when the connection already needs a person.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>How long a reply that may hold the next refresh token has been missing; null when none is.</summary>
    public TimeSpan? UncertainFor { get; init; }

    /// <summary>How long there has been no conclusive reply; null when the last one was.</summary>
    public TimeSpan? SilentFor { get; init; }

    /// <summary>How long it has been refused without a clear reason; null when it was not.</summary>
    public TimeSpan? RefusedFor { get; init; }

    /// <summary>True when the last refusal stated in words what a known code would say.</summary>
    public bool WasInWords { get; init; }

    /// <summary>True when the provider accepts our client for other connections.</summary>
    public bool IsClientAccepted { get; init; }

    /// <summary>How long ago the request was sent.</summary>
    public TimeSpan AskedFor { get; init; }

    /// <summary>True when the current refresh token was already sent again after a lost reply.</summary>
    public bool AskedAgain { get; init; }

    /// <summary>True when the previous refresh token is still stored and has not been sent yet.</summary>
    public bool HasPrevious { get; init; }
}

/// <summary>Decides what a reply means for a connection. Pure: the same facts always give the same step.</summary>
internal static class RefreshRules
{
    /// <summary>The reason when the reply with the only valid refresh token was lost.</summary>
    public const string RotationLost = "rotation_lost";

    /// <summary>The reason when there has been no conclusive reply for <see cref="LongestSilence"/>.</summary>
    public const string NoUsableAnswer = "no_usable_answer";

    /// <summary>A lost reply may still arrive from another process, or from the disk of one that could not store it.</summary>
    public static readonly TimeSpan LateAnswerWait = TimeSpan.FromSeconds(30);

    /// <summary>The same where a second use ends the grant: nobody can still be waiting for the first reply after this.</summary>
    public static readonly TimeSpan LateAnswerWaitWhereReuseEnds = ProviderHttp.TokenLimit + TimeSpan.FromSeconds(10);

    /// <summary>How long a refusal without a clear reason must last before a person is asked: a firewall's page may be temporary.</summary>
    public static readonly TimeSpan UntilRefusalIsBelieved = TimeSpan.FromHours(24);

    /// <summary>
    /// Like <see cref="UntilRefusalIsBelieved"/>, when this refusal and the one before it state in words what a known code would say.
    /// </summary>
    public static readonly TimeSpan UntilWordsAreBelieved = TimeSpan.FromMinutes(15);

    /// <summary>Longer than any outage. A provider silent for this long is not asked again until a person has looked.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromDays(7);

    /// <summary>Our own client or catalog is at fault: frequent retries do not help, but a fix should be noticed soon.</summary>
    public static readonly TimeSpan UntilRepaired = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan SoonestAfterRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LatestAfterRefusal = TimeSpan.FromHours(6);

    /// <summary>
    /// Where a second use ends the grant, waits for a reply that another process may still have before the same token is sent again. Null
    /// means send it now.
    /// </summary>
    public static RefreshStep? BeforeAsking(RefreshFacts facts) =>
        facts.Life.ReuseEndsGrant && StillMissing(facts) is { } wait ? new RefreshStep.Postpone(wait, IsUncertain: true) : null;

    /// <summary>The step after a stored reply that has not been used yet.</summary>
    public static RefreshStep AfterKept(TokenResult result, RefreshFacts facts) =>
        result is not TokenResult.Granted && facts.IsGivenUp ? new RefreshStep.StayGivenUp() : After(result, facts);

    /// <summary>The step after a reply that just arrived, or did not.</summary>
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
            TokenResult.ClientRefused or TokenResult.Misconfigured or TokenResult.Withheld =>
                new RefreshStep.Postpone(UntilRepaired, isUncertain),
            TokenResult.MalformedResponse { RefreshToken: { } next } => AfterHalfAnAnswer(next, facts),
            _ => AfterSilence(isUncertain || MayHaveRotated(result, facts.Life), facts),
        };
    }

    // An unreadable success, or a gateway's error, may stand for a reply that contained the next token.
    private static bool MayHaveRotated(TokenResult result, TokenLife life) => result is TokenResult.Uncertain || (life.ReuseEndsGrant
        && result is TokenResult.MalformedResponse { Failure.Kind: not (FailureKind.Redirected or FailureKind.UnexpectedStatus) }
            or TokenResult.Unavailable { Failure.Status: 502 or 504 or 408 });

    // A second use is safe within the grace period. If nothing is known about reuse, one is attempted within a typical grace period.
    private static bool MayAskAgain(RefreshFacts facts)
    {
        var grace = facts.Life.ReuseEndsGrant || facts.Life.Grace > LateAnswerWait ? facts.Life.Grace : LateAnswerWait;
        return !facts.AskedAgain && facts.AskedFor < grace;
    }

    private static RefreshStep AfterRefusal(string error, RefreshFacts facts)
    {
        // Where a second use ends the grant, the previous token would only make things worse.
        if (facts.HasPrevious && facts.Life is { Rotation: Rotation.Rotates, ReuseEndsGrant: false })
            return new RefreshStep.AskWithPrevious();

        return StillMissing(facts) is { } wait ? new RefreshStep.Postpone(wait, IsUncertain: true)
            : new RefreshStep.GiveUp(facts.UncertainFor is null ? error : RotationLost);
    }

    // Soon at first, then at doubling intervals.
    private static RefreshStep AfterUnclearRefusal(string error, RefreshFacts facts)
    {
        var lasted = facts.RefusedFor ?? TimeSpan.Zero;
        var wait = TimeSpan.FromTicks(Math.Clamp(lasted.Ticks, SoonestAfterRefusal.Ticks, LatestAfterRefusal.Ticks));
        return lasted >= (error == TokenErrors.InWords && facts.WasInWords ? UntilWordsAreBelieved : UntilRefusalIsBelieved)
            ? new RefreshStep.GiveUp(error)
            : new RefreshStep.Postpone(wait, facts.UncertainFor is not null) { IsRefusal = true };
    }

    private static RefreshStep AfterSilence(bool isUncertain, RefreshFacts facts) => facts.SilentFor >= LongestSilence
        ? new RefreshStep.GiveUp(NoUsableAnswer)
        : new RefreshStep.Postpone(isUncertain && facts.Life.ReuseEndsGrant ? LateAnswerWaitWhereReuseEnds : null, isUncertain)
        {
            IsSilence = true,
        };

    // No reply is missing any more: the refresh token arrived.
    private static RefreshStep AfterHalfAnAnswer(Secret next, RefreshFacts facts) =>
        AfterSilence(isUncertain: false, facts) is RefreshStep.Postpone postponed
            ? postponed with { Next = next }
            : new RefreshStep.GiveUp(NoUsableAnswer);

    private static TimeSpan? StillMissing(RefreshFacts facts)
    {
        var wait = (facts.Life.ReuseEndsGrant ? LateAnswerWaitWhereReuseEnds : LateAnswerWait) - facts.UncertainFor;
        return wait > TimeSpan.Zero ? wait : null;
    }
}
