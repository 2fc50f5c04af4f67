namespace TaskJuice.Core.Providers;

/// <summary>
/// What a token endpoint answered, sorted by who can mend it. Reasons are our words or the provider's error code, never its reply.
/// </summary>
public abstract record TokenResult
{
    private TokenResult()
    {
    }

    /// <summary>Tokens came.</summary>
    /// <param name="Tokens">The tokens and what was said about them.</param>
    public sealed record Granted(Tokens Tokens) : TokenResult;

    /// <summary>The grant is not accepted, such as <c>invalid_grant</c>. Only the user can mend it, by connecting again.</summary>
    /// <param name="Error">The provider's code, at most 64 characters.</param>
    public sealed record Refused(string Error) : TokenResult
    {
        /// <summary>False when the code is not one of the known ones: worth a few more tries before anybody is bothered.</summary>
        public bool Certain { get; init; } = true;
    }

    /// <summary>The client is not accepted, <c>invalid_client</c> or <c>unauthorized_client</c>. Only an administrator can mend it.</summary>
    /// <param name="Error">The provider's code.</param>
    public sealed record ClientRefused(string Error) : TokenResult;

    /// <summary>The request was wrong, such as <c>invalid_scope</c>. Only the catalog or the operator can mend it.</summary>
    /// <param name="Error">The provider's code, or our words.</param>
    public sealed record Misconfigured(string Error) : TokenResult;

    /// <summary>Too many requests (RFC 6585 section 4).</summary>
    /// <param name="RetryAfter">How long to stay away, at most one hour; null when it was not said.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : TokenResult;

    /// <summary>The provider could not be reached or has trouble of its own; nothing was exchanged. Time mends it.</summary>
    /// <param name="Reason">Our words.</param>
    public sealed record Unavailable(string Reason) : TokenResult;

    /// <summary>The request left and no reply came, so the provider may have retired the old token.</summary>
    /// <param name="Reason">Our words.</param>
    public sealed record Uncertain(string Reason) : TokenResult;

    /// <summary>A reply that is not one of a token endpoint: garbage, too large, or somebody else's page.</summary>
    /// <param name="Reason">Our words.</param>
    public sealed record Nonsense(string Reason) : TokenResult;
}
