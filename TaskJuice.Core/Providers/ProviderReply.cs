namespace TaskJuice.Core.Providers;

/// <summary>The outcome of one HTTP call.</summary>
internal abstract record ProviderReply
{
    private ProviderReply()
    {
    }

    /// <summary>A reply, decoded to text.</summary>
    public sealed record Answer(int Status, string Text) : ProviderReply
    {
        public bool Success => Status is >= 200 and < 300;

        /// <summary>How long the provider asks to wait.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>Why <see cref="Text"/> may be incomplete; null when it is complete.</summary>
        public FailureKind? Damage { get; init; }

        /// <summary>Why a bearer token was refused (RFC 6750 section 3).</summary>
        public BearerChallenge? Challenge { get; init; }

        // RFC 6585 section 4, RFC 9110 section 15.6.4; some providers throttle with 403.
        public bool AsksForPause => Status == 429 || (RetryAfter is not null && Status is 403 or >= 500);
    }

    /// <summary>The request was not sent.</summary>
    public sealed record NotSent(CallFailure Failure) : ProviderReply;

    /// <summary>The request is not allowed to be sent; retrying cannot help.</summary>
    public sealed record Forbidden(CallFailure Failure) : ProviderReply;

    /// <summary>The request was sent, and no complete reply arrived.</summary>
    public sealed record Lost(CallFailure Failure) : ProviderReply
    {
        /// <summary>The part of a success reply that arrived before the connection closed.</summary>
        public Answer? Head { get; init; }
    }
}
