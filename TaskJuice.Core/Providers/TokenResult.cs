using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>
/// What a token endpoint returned, sorted by who can fix it. Codes are the provider's error codes, never more of its reply.
/// </summary>
public abstract record TokenResult
{
    /// <summary>Its fixed spelling in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private TokenResult()
    {
    }

    /// <summary>Tokens came.</summary>
    /// <param name="Tokens">The tokens and what was said about them.</param>
    public sealed record Granted(Tokens Tokens) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "granted";
    }

    /// <summary>The grant is not accepted, such as <c>invalid_grant</c>. Only the user can fix it, by reconnecting.</summary>
    /// <param name="Error">The provider's code, at most 64 characters.</param>
    public sealed record Refused(string Error) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "refused";

        /// <summary>False when the code is not one of the known ones: worth a few more tries before anybody is bothered.</summary>
        public bool Certain { get; init; } = true;
    }

    /// <summary>The client is not accepted, <c>invalid_client</c> or <c>unauthorized_client</c>. Only an administrator can fix it.</summary>
    /// <param name="Error">The provider's code.</param>
    public sealed record ClientRefused(string Error) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "client_refused";
    }

    /// <summary>The request was wrong, such as <c>invalid_scope</c>. Only the catalog or the operator can fix it.</summary>
    /// <param name="Error">The provider's code.</param>
    public sealed record Misconfigured(string Error) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "misconfigured";
    }

    /// <summary>The request may not leave for where it should go, or holds what cannot be sent; nothing was sent. Only the catalog or the operator can fix it.</summary>
    /// <param name="Failure">What kept it back.</param>
    public sealed record Withheld(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "withheld";
    }

    /// <summary>Too many requests (RFC 6585 section 4), or trouble whose end is announced (RFC 9110 section 15.6.4).</summary>
    /// <param name="RetryAfter">How long to stay away, more than nothing and at most one hour; null when it was not said.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "throttled";
    }

    /// <summary>The provider could not be reached or has problems; nothing was exchanged. Waiting helps.</summary>
    /// <param name="Failure">What happened.</param>
    public sealed record Unavailable(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The request left and no reply came, so the provider may have retired the old token.</summary>
    /// <param name="Failure">What happened.</param>
    public sealed record Uncertain(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "uncertain";
    }

    /// <summary>A reply that is not one of a token endpoint: garbage, too large, or somebody else's page.</summary>
    /// <param name="Failure">What is wrong with it.</param>
    public sealed record MalformedResponse(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "malformed_response";

        /// <summary>The refresh token that came all the same; the one before it may not be accepted any more. Null when none came.</summary>
        public Secret? RefreshToken { get; init; }
    }
}
