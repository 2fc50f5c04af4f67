using TaskJuice.Core.Providers;

namespace TaskJuice.Core.HealthChecks;

/// <summary>The result of testing a connection with one read-only call.</summary>
public abstract record TryResult
{
    /// <summary>The stable identifier of the result in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private TryResult() { }

    /// <summary>The provider accepted the call.</summary>
    /// <param name="Shown">Its reply with every secret redacted.</param>
    public sealed record Answered(string Shown) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "answered";
    }

    /// <summary>The provider responded, but for another external account than the one that was connected.</summary>
    /// <param name="Name">The other account's name, or null.</param>
    public sealed record OtherAccount(string? Name) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "other_account";
    }

    /// <summary>The provider refused the credential, or the call.</summary>
    /// <param name="Refusal">The provider's reply.</param>
    public sealed record Refused(ProbeResult.Refused Refusal) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "refused";

        /// <inheritdoc cref="ProbeResult.Refused.IsExpired"/>
        public bool IsExpired => Refusal.IsExpired;
    }

    /// <summary>A person has to reconnect first.</summary>
    public sealed record NeedsReauthorization : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "needs_reauthorization";
    }

    /// <summary>The call did not show whether the connection works.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unavailable(CallFailure Failure) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The token has expired and its refresh is scheduled for a later time; nothing was sent.</summary>
    /// <param name="Wait">The minimum time until that refresh; zero or less when it may start at any moment.</param>
    public sealed record RefreshPending(TimeSpan Wait) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "refresh_pending";
    }

    /// <summary>The token has expired and a refresh is in progress; nothing else was sent.</summary>
    public sealed record RefreshUnderWay : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "refresh_under_way";
    }

    /// <summary>
    /// The token has expired, and the provider rejects the OAuth client that would refresh it. Only an administrator can fix that.
    /// </summary>
    public sealed record ClientRefused : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "client_refused";
    }

    /// <summary>
    /// The token has expired, and the provider rejects this grant while accepting the OAuth client for others. Reconnecting helps.
    /// </summary>
    public sealed record ClientRefusedHere : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "client_refused_here";
    }

    /// <summary>The key service is unavailable, so the credential could not be decrypted; nothing was sent.</summary>
    public sealed record KeyServiceAway : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "key_service_away";
    }

    /// <summary>The stored credential cannot be decrypted; nothing was sent. Connecting again stores a new one.</summary>
    public sealed record Unreadable : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "unreadable";
    }

    /// <summary>The connection or its app no longer exists.</summary>
    public sealed record Gone : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "gone";
    }
}
