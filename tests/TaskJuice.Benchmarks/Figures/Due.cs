using System.Diagnostics;
using Npgsql;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>Makes seeded connections due and watches a Worker refresh them.</summary>
internal static class Due
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <returns>From the moment they were due until the last one was stored.</returns>
    public static async Task<TimeSpan> RefreshAllAsync(this NpgsqlDataSource owner)
    {
        await using var due = owner.CreateCommand($"update refresh_leases set due_at = now() - interval '1 second', asked_at = null where partition_id <> '{Filler.PartitionId}'");
        await using var open = owner.CreateCommand("select count(*) from refresh_leases where due_at < now()");
        using var timer = new PeriodicTimer(Beat);
        var started = Stopwatch.GetTimestamp();
        await due.ExecuteNonQueryAsync();
        while ((long)(await open.ExecuteScalarAsync())! > 0)
            await timer.WaitForNextTickAsync();
        return Stopwatch.GetElapsedTime(started);
    }
}
