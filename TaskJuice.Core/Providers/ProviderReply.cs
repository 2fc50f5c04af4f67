namespace TaskJuice.Core.Providers;

/// <summary>What became of one HTTP call.</summary>
internal abstract record ProviderReply
{
    private ProviderReply()
    {
    }

    /// <summary>An answer, unpacked and as text.</summary>
    public sealed record Answer(int Status, string Text) : ProviderReply
    {
        public bool Success => Status is >= 200 and < 300;

        /// <summary>How long the provider wants to be left alone.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>Why <see cref="Text"/> may not be all of it; null when it is.</summary>
        public FailureKind? Damage { get; init; }

        /// <summary>Why a bearer token was refused (RFC 6750 section 3).</summary>
        public BearerChallenge? Challenge { get; init; }

        // RFC 6585 section 4, RFC 9110 section 15.6.4; some throttle with 403.
        public bool AsksForPause => Status == 429 || (RetryAfter is not null && Status is 403 or >= 500);
    }

    /// <summary>The request did not leave.</summary>
    public sealed record NotSent(CallFailure Failure) : ProviderReply;

    /// <summary>The request may not leave; trying again cannot help.</summary>
    public sealed record Forbidden(CallFailure Failure) : ProviderReply;

    /// <summary>The request left, and no whole reply came.</summary>
    public sealed record Lost(CallFailure Failure) : ProviderReply
    {
        /// <summary>What came of a yes before the connection broke.</summary>
        public Answer? Head { get; init; }
    }
}
