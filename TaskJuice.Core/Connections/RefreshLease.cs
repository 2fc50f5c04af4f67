using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections;

/// <summary>
/// When a connection's token is due for a refresh, and which process holds the lease for it. The only row the scheduler reads across
/// workspaces, so it contains only ids and times. Taking and releasing the lease are single statements that use the database's clock.
/// </summary>
public sealed class RefreshLease
{
    /// <summary>Outcome: postponed because calls to the provider are paused.</summary>
    public const string ProviderPaused = "provider_paused";

    /// <summary>Outcome: postponed because the provider rejects our OAuth client.</summary>
    public const string ClientPaused = "client_paused";

    /// <summary>Outcome: a token was received.</summary>
    public const string Granted = "granted";

    /// <summary>Outcome: the provider rejected our OAuth client.</summary>
    public const string ClientRefused = "client_refused";

    /// <summary>Outcome: the client was rejected for this grant only; the provider accepts it for others.</summary>
    public const string ClientRefusedHere = "client_refused_here";

    /// <summary>Outcome: refused.</summary>
    public const string Refused = "refused";

    /// <summary>Outcome: refused without a known error code, but with a message that implies one.</summary>
    public const string RefusedInWords = "refused_in_words";

    /// <summary>Outcome: the provider asked for a pause.</summary>
    public const string Throttled = "throttled";

    private RefreshLease() { }

    /// <summary>Creates a free lease for a connection that has a refresh token.</summary>
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

    /// <summary>When the next refresh is due, or null when none is scheduled.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The partition of its token endpoint (<see cref="RateLimitPartition"/>).</summary>
    public Guid PartitionId { get; private set; }

    /// <summary>The app's refreshes per second at the last refresh; null when the app's file sets none.</summary>
    public int? PerSecond { get; private set; }

    /// <summary>When the access token expires, or null when it does not: due refreshes are ordered by it.</summary>
    public DateTimeOffset? TokenEndsAt { get; private set; }

    /// <summary>
    /// The lifetime of the last access token with a known expiry; null when there was none. Used when a reply contains no expiry.
    /// </summary>
    public TimeSpan? TokenLife { get; private set; }

    /// <summary>Until when a process reserves it together with a permit; other processes skip it, except for a refresh on demand.</summary>
    public DateTimeOffset? ReservedUntil { get; private set; }

    /// <summary>The holder of the lease; null when it is free.</summary>
    public Guid? Owner { get; private set; }

    /// <summary>When the lease expires.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Incremented each time the lease is taken, so that a write by a previous holder no longer matches.</summary>
    public long Generation { get; private set; }

    /// <summary>
    /// When it was taken last to ask the provider; the floors under repeated questions count from here (<c>RefreshFloors</c>).
    /// </summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Consecutive failures since the last success.</summary>
    public int Failures { get; private set; }

    /// <summary>Outcome of the last attempt.</summary>
    public string? LastOutcome { get; private set; }

    /// <summary>
    /// Set before a token request is sent and cleared once its reply has been processed. If it is set when the lease is taken, a request
    /// may have been sent whose reply was lost.
    /// </summary>
    public bool RequestInFlight { get; private set; }

    /// <summary>Since when a reply is missing that may have contained the next refresh token; null when none is.</summary>
    public DateTimeOffset? UncertainSince { get; private set; }

    /// <summary>Since when the provider has given no conclusive reply; null when the last one was conclusive.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>Since when the provider has refused without stating that the grant is invalid; null when it does not.</summary>
    public DateTimeOffset? RefusedSince { get; private set; }

    /// <summary>The account and workspace of the row.</summary>
    public Tenant Tenant => new(AccountId, WorkspaceId);

    /// <summary>True while a process holds the lease.</summary>
    internal bool IsHeldAt(DateTimeOffset now) => Owner is not null && HeldUntil > now;

    /// <summary>The connection was connected again: the previous schedule and any holder's claim are void.</summary>
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
