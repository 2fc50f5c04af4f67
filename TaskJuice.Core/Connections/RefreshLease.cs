using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>
/// When a connection's token is due and who refreshes it right now. The only row the scheduler reads across workspaces, so it holds
/// nothing but ids and times. Taking and giving back the lease are single statements by the database's clock.
/// </summary>
public sealed class RefreshLease
{
    /// <summary>The outcome of a try that was put off because the provider is left alone for a while.</summary>
    public const string ProviderPaused = "provider_paused";

    /// <summary>The outcome of a try that was put off because the provider does not accept our OAuth client.</summary>
    public const string ClientPaused = "client_paused";

    /// <summary>The outcome of a try that brought a token.</summary>
    public const string Granted = "granted";

    /// <summary>The outcome of a try at which the provider did not accept our OAuth client.</summary>
    public const string ClientRefused = "client_refused";

    /// <summary>The same, while the provider accepts that client for others: what it does not accept is this grant.</summary>
    public const string ClientRefusedHere = "client_refused_here";

    /// <summary>The outcome of a try that was refused.</summary>
    public const string Refused = "refused";

    /// <summary>The outcome of a try that was refused without a known code, by a sentence that says what one would.</summary>
    public const string RefusedInWords = "refused_in_words";

    /// <summary>The outcome of a try at which the provider asked for a pause.</summary>
    public const string Throttled = "throttled";

    private RefreshLease() { }

    /// <summary>A free lease for a connection that has a refresh token.</summary>
    internal RefreshLease(Connection connection, DateTimeOffset? dueAt, int? perSecond = null)
    {
        (AccountId, WorkspaceId) = connection.Tenant;
        ConnectionId = connection.Id;
        DueAt = dueAt;
        PartitionId = RateLimitPartition.Of(connection);
        PerSecond = perSecond;
        TokenEndsAt = connection.ExpiresAt;
        TokenLife = connection.ExpiresAt - connection.ConnectedAt;
    }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The connection.</summary>
    public Guid ConnectionId { get; private set; }

    /// <summary>When the next refresh should start, or null when none is planned.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The queue in front of its token endpoint (<see cref="RateLimitPartition"/>).</summary>
    public Guid PartitionId { get; private set; }

    /// <summary>How many refreshes per second the app's file allowed when this was last refreshed; null when it does not say.</summary>
    public int? PerSecond { get; private set; }

    /// <summary>When the access token ends, or null when it does not: of all that is due, what ends first is needed first.</summary>
    public DateTimeOffset? TokenEndsAt { get; private set; }

    /// <summary>How long the last access token lived whose end was known; null when none was. Stands in where a reply does not say.</summary>
    public TimeSpan? TokenLife { get; private set; }

    /// <summary>Until when a process keeps it for a permit that it reserved; others leave it alone, except when somebody waits for it.</summary>
    public DateTimeOffset? ReservedUntil { get; private set; }

    /// <summary>Who holds the lease; null when nobody does.</summary>
    public Guid? Owner { get; private set; }

    /// <summary>Until when the owner may act.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Counts up each time the lease is taken; a late owner's write does not match it any more.</summary>
    public long Generation { get; private set; }

    /// <summary>When it was taken last to ask the provider; the floors under repeated questions count from here (<c>RefreshFloors</c>).</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Failures in a row since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>Outcome class of the last try.</summary>
    public string? LastOutcome { get; private set; }

    /// <summary>
    /// Written before a provider is asked, cleared when the answer is dealt with. Found set, it tells the next holder that a question may
    /// have left whose answer nobody has.
    /// </summary>
    public bool RequestInFlight { get; private set; }

    /// <summary>Since when an answer is missing that may have held the next refresh token; null when none is.</summary>
    public DateTimeOffset? UncertainSince { get; private set; }

    /// <summary>Since when the provider gave no answer that decides anything; null when the last one did.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>Since when the provider refuses without saying clearly that the grant is over; null when it does not.</summary>
    public DateTimeOffset? RefusedSince { get; private set; }

    /// <summary>Who owns the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);

    /// <summary>True when somebody is refreshing with it.</summary>
    internal bool IsHeldAt(DateTimeOffset now) => Owner is not null && HeldUntil > now;

    /// <summary>A person connected again: the old plan and any holder's claim no longer count.</summary>
    internal void StartOver(Connection connection, DateTimeOffset? dueAt, int? perSecond = null)
    {
        PartitionId = RateLimitPartition.Of(connection);
        PerSecond = perSecond;
        TokenEndsAt = connection.ExpiresAt;
        ReservedUntil = null;
        DueAt = dueAt;
        Owner = null;
        HeldUntil = null;
        Failures = 0;
        LastOutcome = null;
        RequestInFlight = false;
        AskedAt = null;
        UncertainSince = null;
        SilentSince = null;
        RefusedSince = null;
        TokenLife = connection.ExpiresAt - connection.ConnectedAt;
        Generation++;
    }
}
