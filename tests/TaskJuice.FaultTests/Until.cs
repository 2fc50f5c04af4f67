using Xunit;

namespace TaskJuice.FaultTests;

/// <summary>Waits for what other processes do, by looking at it.</summary>
internal static class Until
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks until the value is as wanted; after the patience, fails with what was seen last.</summary>
    public static async Task<T> SeenAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, TimeSpan? patience = null)
    {
        var (last, isWanted) = await LookAsync(look, wanted, patience);
        Assert.True(isWanted, $"Waited in vain; last seen: {last}");
        return last;
    }

    /// <summary>Looks until the value is as wanted, or the patience is over.</summary>
    /// <returns>What was seen last, and whether it is as wanted.</returns>
    public static async Task<(T Last, bool IsWanted)> LookAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, TimeSpan? patience = null)
    {
        var deadline = DateTimeOffset.UtcNow + (patience ?? TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(Beat);
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
                return (seen, true);
            if (DateTimeOffset.UtcNow > deadline)
                return (seen, false);

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
