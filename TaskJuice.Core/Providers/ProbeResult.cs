namespace TaskJuice.Core.Providers;

/// <summary>What came of trying a credential.</summary>
public abstract record ProbeResult
{
    private ProbeResult()
    {
    }

    /// <summary>The credential works.</summary>
    /// <param name="AccountId">The external account's id with the settings that belong to it, or null when the reply names nobody.</param>
    /// <param name="Name">What the account is called there, or null.</param>
    /// <param name="Shown">The reply for people to look at: secrets hidden, at most 2,000 characters.</param>
    public sealed record Answered(string? AccountId, string? Name, string Shown) : ProbeResult
    {
        /// <summary>What it is called there as well, such as a mail address beside a name, or null.</summary>
        public string? Detail { get; init; }
    }

    /// <summary>The provider does not accept the credential.</summary>
    /// <param name="Status">The HTTP status; 0 when the credential holds characters that cannot be sent, so nothing was.</param>
    /// <param name="ProviderMessage">What the provider said about it: plain text, at most 200 characters, credentials hidden; or null.</param>
    public sealed record Refused(int Status, string? ProviderMessage) : ProbeResult
    {
        /// <summary>True when it says that the credential is no longer valid: with status 401, or in the way the app's file knows.</summary>
        public bool IsExpired { get; init; }
    }

    /// <summary>The provider could not be asked. It says nothing about the credential.</summary>
    /// <param name="Reason">Our words.</param>
    public sealed record Unavailable(string Reason) : ProbeResult;

    /// <summary>The provider wants to be asked later.</summary>
    /// <param name="RetryAfter">How long to stay away, at most one hour; null when it was not said.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : ProbeResult;
}

/// <summary>What came of asking which external accounts a grant opens.</summary>
public abstract record ChoicesResult
{
    private ChoicesResult()
    {
    }

    /// <summary>The list, in the provider's order; may be empty.</summary>
    /// <param name="Choices">The accounts to choose from.</param>
    public sealed record Listed(IReadOnlyList<Choice> Choices) : ChoicesResult;

    /// <summary>The provider does not accept the credential.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="ProviderMessage">As in <see cref="ProbeResult.Refused"/>.</param>
    public sealed record Refused(int Status, string? ProviderMessage) : ChoicesResult;

    /// <summary>The list could not be had, for now.</summary>
    /// <param name="Reason">Our words.</param>
    public sealed record Unavailable(string Reason) : ChoicesResult;

    /// <summary>The provider wants to be asked later.</summary>
    /// <param name="RetryAfter">How long to stay away, at most one hour; null when it was not said.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : ChoicesResult;
}

/// <summary>One external account of a grant.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Name">What people call it; the id when it has no name.</param>
public sealed record Choice(string Id, string Name);
