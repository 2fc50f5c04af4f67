using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>
/// The result of a token request, by who can fix it. Codes are the provider's error codes; nothing else of its reply is included.
/// </summary>
public abstract record TokenResult
{
    /// <summary>The stable identifier of the result in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private TokenResult()
    {
    }

    /// <summary>Tokens were issued.</summary>
    /// <param name="Tokens">The tokens and their metadata.</param>
    public sealed record Granted(Tokens Tokens) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "granted";
    }

    /// <summary>The grant was rejected, such as with <c>invalid_grant</c>. Only the user can fix it, by reconnecting.</summary>
    /// <param name="Error">The provider's code, at most 64 characters.</param>
    public sealed record Refused(string Error) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "refused";

        /// <summary>False when the code is unknown: worth a few retries before a person is notified.</summary>
        public bool Certain { get; init; } = true;
    }

    /// <summary>
    /// The client was rejected, with <c>invalid_client</c> or <c>unauthorized_client</c>. Only an administrator can fix it.
    /// </summary>
    /// <param name="Error">The provider's code.</param>
    public sealed record ClientRefused(string Error) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "client_refused";
    }

    /// <summary>The request was invalid, such as with <c>invalid_scope</c>. Only the catalog or the operator can fix it.</summary>
    /// <param name="Error">The provider's code.</param>
    public sealed record Misconfigured(string Error) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "misconfigured";
    }

    /// <summary>
    /// The request's destination is not allowed, or a value cannot be sent; nothing was sent. Only the catalog or the operator can fix it.
    /// </summary>
    /// <param name="Failure">Why.</param>
    public sealed record Withheld(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "withheld";
    }

    /// <summary>Too many requests (RFC 6585 section 4), or an outage with a Retry-After header (RFC 9110 section 15.6.4).</summary>
    /// <param name="RetryAfter">How long to wait, more than zero and at most one hour; null when the reply does not say.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "throttled";
    }

    /// <summary>The provider could not be reached or reported an error; nothing was exchanged. Retrying later helps.</summary>
    /// <param name="Failure">What happened.</param>
    public sealed record Unavailable(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The request was sent and no reply arrived, so the provider may have retired the old token.</summary>
    /// <param name="Failure">What happened.</param>
    public sealed record Uncertain(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "uncertain";
    }

    /// <summary>The reply is not that of a token endpoint: garbage, too large, or another server's page.</summary>
    /// <param name="Failure">What is wrong with it.</param>
    public sealed record MalformedResponse(CallFailure Failure) : TokenResult
    {
        /// <inheritdoc />
        public override string Outcome => "malformed_response";

        /// <summary>
        /// A refresh token that the reply contains anyway; the previous one may no longer be accepted. Null when there is none.
        /// </summary>
        public Secret? RefreshToken { get; init; }
    }
}
