namespace TaskJuice.Core.Providers;

/// <summary>The result of probing a credential.</summary>
public abstract record ProbeResult
{
    /// <summary>The stable identifier of the result in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private ProbeResult()
    {
    }

    /// <summary>The credential works.</summary>
    /// <param name="AccountId">The external account's id with the settings that belong to it, or null when the reply contains no
    /// id.</param>
    /// <param name="Name">The external account's name, or null.</param>
    /// <param name="Shown">The reply for display: secrets redacted, at most 2,000 characters.</param>
    public sealed record Answered(string? AccountId, string? Name, string Shown) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "answered";

        /// <summary>Another detail that identifies the account, such as an email address, or null.</summary>
        public string? Detail { get; init; }
    }

    /// <summary>The provider refused the credential, or this call with it.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="ProviderMessage">The provider's explanation: plain text, at most 200 characters, secrets redacted; or null.</param>
    public sealed record Refused(int Status, string? ProviderMessage) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "refused";

        /// <summary>
        /// The required scopes (RFC 6750 section 3.1), empty when the provider does not name them; null when the refusal has another
        /// reason.
        /// </summary>
        public IReadOnlyList<string>? MissingScopes { get; init; }

        /// <summary>True when the credential is no longer valid: by status 401, or by a rule of the app's file.</summary>
        public bool IsExpired { get; init; }
    }

    /// <summary>The probe was inconclusive.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unavailable(CallFailure Failure) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The provider asked to retry later.</summary>
    /// <param name="RetryAfter">How long to wait, at most one hour; null when the reply does not say.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : ProbeResult
    {
        /// <inheritdoc />
        public override string Outcome => "throttled";
    }
}

/// <summary>The result of listing the external accounts of a grant.</summary>
public abstract record ChoicesResult
{
    /// <summary>The stable identifier of the result in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private ChoicesResult()
    {
    }

    /// <summary>The list in the provider's order; may be empty.</summary>
    /// <param name="Choices">The accounts to choose from.</param>
    public sealed record Listed(IReadOnlyList<Choice> Choices) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "listed";
    }

    /// <summary>The provider refused the credential.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="ProviderMessage">As in <see cref="ProbeResult.Refused"/>.</param>
    public sealed record Refused(int Status, string? ProviderMessage) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "refused";
    }

    /// <summary>The list is temporarily unavailable.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unavailable(CallFailure Failure) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The provider asked to retry later.</summary>
    /// <param name="RetryAfter">How long to wait, at most one hour; null when the reply does not say.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : ChoicesResult
    {
        /// <inheritdoc />
        public override string Outcome => "throttled";
    }
}

/// <summary>One external account of a grant.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Name">Its name; the id when it has none.</param>
public sealed record Choice(string Id, string Name);
