using TaskJuice.Core.Refreshing;

namespace TaskJuice.Testing;

public static class DueRefreshes
{
    /// <summary>One pass of the schedule, and what it started to its end.</summary>
    /// <returns>How many refreshes it started.</returns>
    public static async Task<int> RefreshDueAsync(this RefreshSchedule schedule, CancellationToken stop)
    {
        var look = await schedule.LookAsync(stop);
        await look.Done;
        return look.Started;
    }
}
