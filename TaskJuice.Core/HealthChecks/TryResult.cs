using TaskJuice.Core.Providers;

namespace TaskJuice.Core.HealthChecks;

/// <summary>The result of one harmless real call with a connection.</summary>
public abstract record TryResult
{
    /// <summary>Its fixed spelling in the history and in telemetry.</summary>
    public abstract string Outcome { get; }

    private TryResult() { }

    /// <summary>The provider answered.</summary>
    /// <param name="Shown">Its answer with every secret hidden.</param>
    public sealed record Answered(string Shown) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "answered";
    }

    /// <summary>The provider answered, for another external account than the one that was connected.</summary>
    /// <param name="Name">What that one is called there, or null.</param>
    public sealed record OtherAccount(string? Name) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "other_account";
    }

    /// <summary>The provider refused the credential, or the call.</summary>
    /// <param name="Refusal">What it answered.</param>
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

    /// <summary>The call brought nothing that tells whether the connection works.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unavailable(CallFailure Failure) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "unavailable";
    }

    /// <summary>The token has ended, and the next try to refresh it is still to come; nothing was sent.</summary>
    /// <param name="Wait">How long until that try at the earliest; zero or less when it may come at any moment.</param>
    public sealed record RefreshPending(TimeSpan Wait) : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "refresh_pending";
    }

    /// <summary>The token has ended, and the provider was asked for a new one and has not answered yet; nothing else was sent.</summary>
    public sealed record RefreshUnderWay : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "refresh_under_way";
    }

    /// <summary>The token has ended, and the provider does not accept the OAuth client that would refresh it. Only an administrator can fix that.</summary>
    public sealed record ClientRefused : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "client_refused";
    }

    /// <summary>The token has ended, and the provider does not renew it for the OAuth client that it accepts for other accounts. Connecting again helps.</summary>
    public sealed record ClientRefusedHere : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "client_refused_here";
    }

    /// <summary>The key service does not answer, so the credential could not be opened; nothing was sent.</summary>
    public sealed record KeyServiceAway : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "key_service_away";
    }

    /// <summary>The stored credential cannot be opened, so nothing was sent. Connecting again stores a new one.</summary>
    public sealed record Unreadable : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "unreadable";
    }

    /// <summary>The connection, or its app, is not there any more.</summary>
    public sealed record Gone : TryResult
    {
        /// <inheritdoc />
        public override string Outcome => "gone";
    }
}
