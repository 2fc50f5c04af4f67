using Xunit;

namespace TaskJuice.FaultTests;

/// <summary>Waits for what other processes do, by looking at it.</summary>
internal static class Until
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until the value is as wanted; after the patience, fails with what was seen last.</summary>
    public static async Task<T> SeenAsync<T>(Func<Task<T>> look, Func<T, bool> wanted, TimeSpan? patience = null)
    {
        var deadline = DateTimeOffset.UtcNow + (patience ?? TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(Beat);
        while (true)
        {
            var seen = await look();
            if (wanted(seen))
                return seen;

            Assert.True(DateTimeOffset.UtcNow < deadline, $"Waited in vain; last seen: {seen}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
