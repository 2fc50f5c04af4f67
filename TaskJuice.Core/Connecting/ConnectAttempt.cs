using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// The stored form of one connect attempt: the flow that both windows show, the data needed when the person returns, and a grant that waits
/// for a decision. It is stored in the database rather than in Redis, so that a person who is at the provider can finish during a Redis
/// outage.
/// </summary>
public sealed class ConnectAttempt
{
    // A response that arrived in time may still be in progress: a token request may take 110 seconds, and is not the only call.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(3);

    private ConnectAttempt() { }

    /// <summary>Creates the attempt for a new flow.</summary>
    internal ConnectAttempt(ConnectFlow flow, FlowSeal seal)
    {
        (AccountId, WorkspaceId) = flow.Tenant;
        Id = flow.Id;
        UserId = flow.UserId;
        Note(flow, seal);
    }

    /// <summary>The flow's id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The owning account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The owning workspace.</summary>
    public Guid WorkspaceId { get; private set; }

    /// <summary>The person who connects.</summary>
    public Guid UserId { get; private set; }

    /// <summary>SHA-256 of the state, in hex; null once the attempt was cancelled.</summary>
    public string? StateHash { get; private set; }

    /// <summary>The pending authorization, encrypted.</summary>
    public byte[]? Pending { get; private set; }

    /// <summary>When the state was redeemed.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>The flow, sealed: it contains no secret, but it determines the connection's workspace and owner.</summary>
    public string Flow { get; private set; } = "";

    /// <summary>The grant that waits for the person's decision, as JSON with sealed tokens.</summary>
    public string? Parked { get; private set; }

    /// <summary>When the attempt expires. The sealed flow's own time takes precedence when it is earlier.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>
    /// The flow at a point in time: an expired one has timed out, even though the row does not say so. Null when the sealed flow does not
    /// belong to this row.
    /// </summary>
    internal ConnectFlow? FlowAt(DateTimeOffset now, FlowSeal seal)
    {
        if (seal.Open(Flow) is not { } flow || (flow.Id, flow.Tenant, flow.UserId) != (Id, new Tenant(AccountId, WorkspaceId), UserId))
            return null;

        var end = flow.EndsAt < EndsAt ? flow.EndsAt : EndsAt;
        var isOver = flow.State != FlowState.Finished && now - end > (TakenAt is null ? TimeSpan.Zero : Slack);
        return isOver ? flow.Finish(ConnectOutcome.TimedOut) : flow;
    }

    internal void Note(ConnectFlow flow, FlowSeal seal)
    {
        Flow = seal.Close(flow);
        EndsAt = flow.EndsAt;
    }

    /// <summary>The person is sent to the provider, possibly again: an earlier state of the same attempt is no longer valid.</summary>
    internal void GoesToProvider(string stateHash, byte[] pending)
    {
        StateHash = stateHash;
        Pending = pending;
        TakenAt = null;
    }

    internal void Park(string grant) => Parked = grant;

    /// <summary>False when the attempt was ended or restarted after the flow was read.</summary>
    internal bool IsStill(ConnectFlow flow, DateTimeOffset now, FlowSeal seal) =>
        FlowAt(now, seal) is { } stored && stored.State == flow.State && stored.EndsAt == flow.EndsAt;

    /// <summary>Cancels the attempt: no later response is accepted.</summary>
    internal void Drop()
    {
        StateHash = null;
        Pending = null;
        Parked = null;
    }
}
