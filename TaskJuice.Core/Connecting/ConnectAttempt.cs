using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// The stored form of one attempt to connect: the flow both windows see, what must be remembered until the person returns, and tokens
/// that wait for a decision. It is in the database and not in Redis, so that a person who is at the provider can still finish when Redis
/// goes away.
/// </summary>
public sealed class ConnectAttempt
{
    // An answer that arrived in time may still be worked on: a token endpoint is given 110 seconds, and is not the only one asked.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(3);

    private ConnectAttempt() { }

    /// <summary>An attempt that begins.</summary>
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

    /// <summary>Who connects.</summary>
    public Guid UserId { get; private set; }

    /// <summary>SHA-256 of the state, in hex; null once the person stopped.</summary>
    public string? StateHash { get; private set; }

    /// <summary>What must be remembered until the return, encrypted.</summary>
    public byte[]? Pending { get; private set; }

    /// <summary>When the state was used up.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>The flow, sealed: no secret is in it, but it says where the connection will live and whose it is.</summary>
    public string Flow { get; private set; } = "";

    /// <summary>A grant that waits for the person's decision, as JSON, its tokens sealed.</summary>
    public string? Parked { get; private set; }

    /// <summary>Until when the person may come back from the provider. What the sealed flow says counts when it is earlier.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>
    /// The flow as it is at a moment: one that took too long has timed out, although nobody wrote that down. Null when it is not the one
    /// that was stored in this row.
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

    /// <summary>The person goes to the provider, perhaps once more: an earlier state of the same attempt no longer counts.</summary>
    internal void GoesToProvider(string stateHash, byte[] pending)
    {
        StateHash = stateHash;
        Pending = pending;
        TakenAt = null;
    }

    internal void Park(string grant) => Parked = grant;

    /// <summary>False when somebody ended the attempt, or began it anew, since the flow was read.</summary>
    internal bool IsStill(ConnectFlow flow, DateTimeOffset now, FlowSeal seal) => FlowAt(now, seal) is { } stored && stored.State == flow.State && stored.EndsAt == flow.EndsAt;

    /// <summary>The person stopped: nothing that comes later is accepted.</summary>
    internal void Drop()
    {
        StateHash = null;
        Pending = null;
        Parked = null;
    }
}
