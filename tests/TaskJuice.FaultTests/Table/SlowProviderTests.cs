using System.Diagnostics;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F7: the provider takes half a minute to answer, which is longer than anybody waits for it.</summary>
public sealed class SlowProviderTests
{
    private const int HalfAMinute = 30_000;
    private const int Readers = 4;
    private const int PoolOfAProcess = 100;

    [Fact]
    public async Task A_provider_that_answers_after_half_a_minute_holds_up_no_page_and_no_database_connection()
    {
        await using var fleet = await Fleet.StartAsync(workers: 2, webs: 1);
        var ids = await fleet.SeedAsync(Scale.Of(40, 500));
        using var crowd = await Crowd.GatherAsync(fleet.System);
        await fleet.Provider.SetAsync(new() { Rotation = "grace", GraceSeconds = 600, Token = new() { DelayMs = HalfAMinute } });

        var started = Stopwatch.GetTimestamp();
        await fleet.MakeDueAsync(ids);
        await Until.SeenAsync(() => fleet.CountAsync("refresh_leases where connection_id = any($1) and request_in_flight", ids), asking => asking >= Scale.Of(20, 60));
        var reading = crowd.ReadAsync("/acme/connections", Scale.Of(100, 2_000), Readers);
        var most = 0L;
        while (!reading.IsCompleted)
        {
            most = Math.Max(most, await fleet.CountAsync("pg_stat_activity where datname = current_database() and backend_type = 'client backend'", ids));
            await Task.WhenAny(reading, fleet.CountAsync("(select pg_sleep(0.2)) pause", ids));
        }

        var pages = await reading;
        await fleet.Provider.SetAsync(new() { Rotation = "grace", GraceSeconds = 600 });
        await fleet.UntilAllAsync(ids, "(c.secret_version > 1 and l.owner is null)", Scale.Patience(3, 10), async () =>
        {
            await fleet.CloseCircuitsAsync(ids);
            await fleet.EndWaitingAsync(ids);
        });

        var audit = await Audit.TakeAsync(fleet, ids);
        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(1, 5));
        FaultRow.Write("F7", started, $"{ids.Count} due; {pages.Count} pages, p95 {pages.Percentile(0.95):0} ms, {pages.ServerErrors} server errors; "
            + $"{most} database connections of three processes at most; {audit}; {lost} lost");
        Assert.Equal((0L, 0L, 0L, 0), (lost, audit.Flagged, audit.OtherErrors, pages.ServerErrors));
        Assert.InRange(most, 1, PoolOfAProcess * 8 / 10);
    }
}
