namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Minimum intervals between token requests of one connection. They are enforced by the statement that takes a lease, so that neither a
/// schedule, a reply, a refresh on demand nor a restart can fall below them.
/// </summary>
internal static class RefreshFloors
{
    /// <summary>For every request.</summary>
    public static readonly TimeSpan Always = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For a refresh on demand right after a success: the token is valid for seconds only, or the provider's API refuses it.
    /// </summary>
    public static readonly TimeSpan DemandAfterSuccess = TimeSpan.FromSeconds(10);

    /// <summary>For a refresh on demand ahead of the next scheduled attempt, after a failure.</summary>
    public static readonly TimeSpan DemandAfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>For the schedule, between two successes. A token with a shorter lifetime is refreshed on demand.</summary>
    public static readonly TimeSpan Planned = TimeSpan.FromMinutes(1);

    /// <summary>Whether a refresh on demand may call the provider now.</summary>
    /// <param name="asked">The time since the last request; null when there was none.</param>
    /// <param name="isDue">Whether the next attempt is due anyway.</param>
    /// <param name="failures">Consecutive failures.</param>
    public static bool Allow(TimeSpan? asked, bool isDue, int failures) =>
        asked is not { } ago || ago >= (isDue ? Always : failures == 0 ? DemandAfterSuccess : DemandAfterFailure);
}
