namespace TaskJuice.Core.Refreshing;

/// <summary>Computes when the next refresh is due. Pure.</summary>
public static class RefreshPlan
{
    /// <summary>A refresh starts at least this long before the token expires, or halfway through a shorter lifetime.</summary>
    public static readonly TimeSpan ShortestLead = TimeSpan.FromMinutes(5);

    /// <summary>Due time of a token that is refreshed only when the provider refuses it.</summary>
    public static readonly DateTimeOffset WhenRefused = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int TriesBeforeHours = 24;
    private static readonly TimeSpan ShortestBackoff = RefreshFloors.Always;
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestBackoffLater = TimeSpan.FromHours(1);

    /// <summary>
    /// The time of the next refresh: ahead of the access token's expiry, and long before the refresh token expires unused.
    /// </summary>
    /// <param name="now">When the tokens were received.</param>
    /// <param name="expiresAt">When the access token expires, or null when it does not.</param>
    /// <param name="idleLife">How long a refresh token may go unused before it expires; null for no limit.</param>
    /// <param name="random">From 0 to 1; spreads tokens that were received together.</param>
    /// <returns><see cref="WhenRefused"/> when nothing expires.</returns>
    public static DateTimeOffset DueAt(DateTimeOffset now, DateTimeOffset? expiresAt, TimeSpan? idleLife, double random)
    {
        var ahead = expiresAt is { } end ? Ahead(now, end, random) : (DateTimeOffset?)null;
        var alive = idleLife is { } idle ? now + idle / 2 - idle * 0.1 * random : (DateTimeOffset?)null;
        return (ahead < alive ? ahead : alive ?? ahead) ?? WhenRefused;
    }

    private static DateTimeOffset Ahead(DateTimeOffset now, DateTimeOffset end, double random)
    {
        var life = end - now;
        var lead = TimeSpan.FromTicks(Math.Min(Math.Max(ShortestLead.Ticks, life.Ticks / 10), life.Ticks / 2));
        return end - lead - lead * 0.2 * random;
    }

    /// <summary>
    /// The time of the next refresh after a successful one: not before <see cref="RefreshFloors.Planned"/>, however short the token's
    /// lifetime.
    /// </summary>
    /// <inheritdoc cref="DueAt"/>
    internal static DateTimeOffset DueAgainAt(DateTimeOffset now, DateTimeOffset? expiresAt, TimeSpan? idleLife, double random)
    {
        var (due, first) = (DueAt(now, expiresAt, idleLife, random), now + RefreshFloors.Planned);
        return due > first ? due : first;
    }

    /// <summary>
    /// The wait after a failure: full jitter from 5 s up to a bound that doubles to 5 min, and after two dozen failures to an hour.
    /// </summary>
    /// <param name="failures">Consecutive failures, including this one.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Backoff(int failures, double random)
    {
        var bound = failures <= TriesBeforeHours
            ? Doubled(ShortestBackoff, failures, LongestBackoff)
            : Doubled(LongestBackoff, failures - TriesBeforeHours, LongestBackoffLater);
        return ShortestBackoff + (bound - ShortestBackoff) * random;
    }

    /// <summary>The wait after a failure with a minimum set by the rules: never shorter than the backoff.</summary>
    internal static TimeSpan Wait(TimeSpan? least, int failures, double random)
    {
        var backoff = Backoff(failures, random);
        return least > backoff ? least.Value : backoff;
    }

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan longest)
    {
        var doubled = first * Math.Pow(2, Math.Min(times, 16));
        return doubled < longest ? doubled : longest;
    }
}
