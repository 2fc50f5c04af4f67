namespace TaskJuice.Core.Providers;

/// <summary>The result of probing a credential.</summary>
public abstract record ProbeResult
{
    /// <summary>Its fixed spelling in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private ProbeResult()
    {
    }

    /// <summary>The credential works.</summary>
    /// <param name="AccountId">The external account's id with the settings that belong to it, or null when the reply names nobody.</param>
    /// <param name="Name">What the account is called there, or null.</param>
    /// <param name="Shown">The reply for people to look at: secrets hidden, at most 2,000 characters.</param>
    public sealed record Answered(string? AccountId, string? Name, string Shown) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "answered";

        /// <summary>What it is called there as well, such as a mail address beside a name, or null.</summary>
        public string? Detail { get; init; }
    }

    /// <summary>The provider does not accept the credential, or not for this call.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="ProviderMessage">What the provider said about it: plain text, at most 200 characters, credentials hidden; or null.</param>
    public sealed record Refused(int Status, string? ProviderMessage) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "refused";

        /// <summary>The permissions it takes (RFC 6750 section 3.1), none when the provider does not name them; null when a permission is not the reason.</summary>
        public IReadOnlyList<string>? MissingScopes { get; init; }

        /// <summary>True when it says that the credential is no longer valid: with status 401, or in the way the app's file knows.</summary>
        public bool IsExpired { get; init; }
    }

    /// <summary>Nothing is known about the credential.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unavailable(CallFailure Failure) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The provider wants to be asked later.</summary>
    /// <param name="RetryAfter">How long to stay away, at most one hour; null when it was not said.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "throttled";
    }
}

/// <summary>The result of asking which external accounts a grant gives access to.</summary>
public abstract record ChoicesResult
{
    /// <summary>Its fixed spelling in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private ChoicesResult()
    {
    }

    /// <summary>The list, in the provider's order; may be empty.</summary>
    /// <param name="Choices">The accounts to choose from.</param>
    public sealed record Listed(IReadOnlyList<Choice> Choices) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "listed";
    }

    /// <summary>The provider does not accept the credential.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="ProviderMessage">As in <see cref="ProbeResult.Refused"/>.</param>
    public sealed record Refused(int Status, string? ProviderMessage) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "refused";
    }

    /// <summary>The list could not be had, for now.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unavailable(CallFailure Failure) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The provider wants to be asked later.</summary>
    /// <param name="RetryAfter">How long to stay away, at most one hour; null when it was not said.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "throttled";
    }
}

/// <summary>One external account of a grant.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Name">What people call it; the id when it has no name.</param>
public sealed record Choice(string Id, string Name);
