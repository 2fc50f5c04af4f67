namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>When the next refresh should start. Pure arithmetic.</summary>
public static class RefreshPlan
{
    /// <summary>A refresh starts at least this long before the token ends, or at its half if it is shorter-lived.</summary>
    public static readonly TimeSpan ShortestLead = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    /// <summary>The time to refresh a token that lives from now to its expiry.</summary>
    /// <param name="now">When it was got.</param>
    /// <param name="expiresAt">When it ends; null plans nothing.</param>
    /// <param name="random">From 0 to 1; spreads tokens that were got together over a fifth of the lead.</param>
    public static DateTimeOffset? DueAt(DateTimeOffset now, DateTimeOffset? expiresAt, double random)
    {
        if (expiresAt is not { } end)
            return null;

        var life = end - now;
        var lead = TimeSpan.FromTicks(Math.Min(Math.Max(ShortestLead.Ticks, life.Ticks / 10), life.Ticks / 2));
        return end - lead - lead * 0.2 * random;
    }

    /// <summary>The wait after a failure that time can repair: full jitter up to a doubling bound between 1 s and 5 min.</summary>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan Backoff(int failures, double random)
    {
        var bound = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 16)));
        bound = bound < LongestBackoff ? bound : LongestBackoff;
        return TimeSpan.FromSeconds(1) + (bound - TimeSpan.FromSeconds(1)) * random;
    }
}
