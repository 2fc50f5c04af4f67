using System.Diagnostics;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F11: the clocks of two Workers are ten minutes off, one each way.</summary>
public sealed class WrongClockTests
{
    private static readonly TimeSpan Off = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Workers_whose_clocks_are_ten_minutes_off_neither_ask_twice_nor_keep_a_token_too_long()
    {
        await using var fleet = await Fleet.StartAsync(workers: 1, webs: 1);
        foreach (var offset in (TimeSpan[])[Off, -Off])
            await fleet.System.StartWorkerAsync(TestContext.Current.CancellationToken, WrongClock.By(offset));
        await fleet.System.StopAsync("worker-1");
        var ids = await fleet.SeedAsync(Scale.Of(40, 1_000));
        using var crowd = await Crowd.GatherAsync(fleet.System);
        await fleet.Provider.SetAsync(new() { Rotation = "strict", ReuseEndsGrant = true, AccessTokenSeconds = 3_600 });

        var started = Stopwatch.GetTimestamp();
        await fleet.MakeDueAsync(ids);
        var asking = crowd.AskAsync([.. ids.Take(ids.Count / 4)], times: 4);
        await fleet.UntilAllAsync(ids, "c.secret_version = 2 and l.owner is null", Scale.Patience(1, 5));
        var answers = await asking;

        var audit = await Audit.TakeAsync(fleet, ids);
        var late = await fleet.CountAsync("connections where id = any($1) and expires_at > now() + interval '61 minutes'", ids);
        var early = await fleet.CountAsync("connections where id = any($1) and expires_at < now() + interval '55 minutes'", ids);
        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(1, 5));
        FaultRow.Write("F11", started, $"{ids.Count} due, two Workers 10 min off; {answers}; {late} ends too late, {early} too early; {audit}; {lost} lost");
        Assert.Equal((ids.Count, 0, 0, 0L, 0L, 0L), (audit.Refreshes, audit.Twice, audit.Refused, audit.Flagged, audit.OtherErrors, lost));
        Assert.Equal((0L, 0L, answers.Count), (late, early, answers.Working));
    }
}
