using System.Diagnostics;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F5: the provider answers nothing but 500 for a while, with much that is due.</summary>
public sealed class OutageTests
{
    private const int PerSecond = 20;

    // Two Workers, each of which has seen ten failures and has some calls under way.
    private const int MostCalls = 60;

    private static readonly TimeSpan Lasts = Scale.IsFull ? TimeSpan.FromMinutes(5) : TimeSpan.Zero;

    [Fact]
    public async Task An_outage_of_the_provider_stops_nothing_for_good_and_bothers_nobody()
    {
        await using var fleet = await Fleet.StartAsync(workers: 2, webs: 1, settings: ("Refresh__PerSecond", $"{PerSecond}"));
        var ids = await fleet.SeedAsync(Scale.Of(60, 2_000));
        var started = Stopwatch.GetTimestamp();
        await fleet.Provider.SetAsync(new() { Token = new() { Status = 500 } });
        await fleet.MakeDueAsync(ids);

        await fleet.UntilAllAsync(ids, "(l.failures > 0 or l.last_outcome = 'provider_paused')", Scale.Patience(3, 5));
        await Until.SeenAsync(() => Task.FromResult(Stopwatch.GetElapsedTime(started)), passed => passed >= Lasts, TimeSpan.FromMinutes(6));
        Assert.Equal(1, await fleet.CountAsync("open_circuits where kind = 'outage'", []));
        Assert.Equal(0, await fleet.CountAsync("connections where id = any($1) and status = 'error'", ids));
        var during = (await fleet.Provider.CallsAsync("token.refresh")).Count;
        Assert.InRange(during, 10, MostCalls);
        using var ada = await Person.SignInAsync(fleet.System);
        Assert.DoesNotContain("reauthorized", (await ada.OpenAsync("/acme/workflows")).Text);

        await fleet.Provider.SetAsync(new());
        if (!Scale.IsFull)
            await fleet.CloseCircuitsAsync(ids);
        await fleet.UntilAllAsync(ids, "c.status = 'pending' and c.secret_version = 2 and l.owner is null", Scale.Patience(3, 12));

        var granted = (await fleet.Provider.CallsAsync("token.refresh")).Where(call => call.Outcome == "granted").ToList();
        var drain = granted.Max(call => call.At) - granted.Min(call => call.At);
        FaultRow.Write("F5", started, $"{ids.Count} due, {during} calls while it lasted, drained in {drain.TotalSeconds:0} s ({granted.Count / drain.TotalSeconds:0.0} per second)");
        Assert.Equal(ids.Count, granted.Count);
        Assert.Equal(0, await fleet.CountAsync("open_circuits", []));
    }
}
