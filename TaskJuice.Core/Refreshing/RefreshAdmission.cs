using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Refreshing;

/// <summary>Whether a caller that needs a fresh token may request one now, and why not.</summary>
internal abstract record RefreshAdmission
{
    private RefreshAdmission() { }

    /// <summary>There is nothing to wait for.</summary>
    public sealed record Settled(RefreshResult Result) : RefreshAdmission;

    /// <summary>The lease is free, and a request may be sent.</summary>
    public sealed record Free(Connection Connection) : RefreshAdmission;

    /// <summary>Someone else is refreshing.</summary>
    public sealed record Held : RefreshAdmission;

    /// <summary>The last request was too recent.</summary>
    public sealed record TooEarly : RefreshAdmission;

    /// <summary>Decides for a connection whose token is not fresh enough.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="lease">Its lease, or null when nothing refreshes it.</param>
    /// <param name="now">The present.</param>
    public static RefreshAdmission At(Connection connection, LeaseState? lease, DateTimeOffset now)
    {
        if (lease is null)
            return new Settled(RefreshResult.NothingToRefresh);
        if (!lease.IsFree)
            return new Held();
        if (lease.IsPaused && !lease.IsDue)
            return new Settled(RefreshResult.Later);
        if (lease.RequestInFlight || RefreshFloors.Allow(now - lease.AskedAt, lease.IsDue, lease.Failures))
            return new Free(connection);

        // After a failure, refreshes on demand are delayed too, so that they do not flood a provider that is down.
        return lease is { IsDue: false, Failures: > 0 } ? new Settled(RefreshResult.Later) : new TooEarly();
    }
}

/// <summary>A lease as a caller without it sees it.</summary>
/// <param name="Failures">Failed attempts in a row.</param>
/// <param name="AskedAt">When the last request was sent.</param>
/// <param name="RequestInFlight">True when a request was sent whose reply is not stored yet.</param>
/// <param name="IsPaused">True when the last outcome was an open circuit.</param>
/// <param name="IsDue">True when the schedule would refresh it now.</param>
/// <param name="IsFree">True when no process holds it.</param>
internal sealed record LeaseState(int Failures, DateTimeOffset? AskedAt, bool RequestInFlight, bool IsPaused, bool IsDue, bool IsFree);
