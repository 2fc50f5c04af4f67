using System.Diagnostics;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F1: nothing is broken, everybody wants the same at once.</summary>
[Collection(nameof(Alone))]
public sealed class ContentionTests
{
    private const int CallersEach = 10;

    [Fact]
    public async Task Ten_callers_of_each_token_in_four_processes_make_one_refresh_of_it()
    {
        await using var fleet = await Fleet.StartAsync(workers: 2, webs: 2);
        var all = await fleet.SeedAsync(Scale.Of(100, 10_000));
        var due = all.Take(Scale.Of(30, 1_000)).ToList();
        using var crowd = await Crowd.GatherAsync(fleet.System);
        await fleet.Provider.SetAsync(new() { Rotation = "strict", ReuseEndsGrant = true });

        var started = Stopwatch.GetTimestamp();
        await fleet.MakeDueAsync(due);
        var answers = await crowd.AskAsync(due, CallersEach);

        await fleet.UntilAllAsync(due, "c.secret_version = 2 and l.owner is null", Scale.Patience(1, 5));
        var audit = await Audit.TakeAsync(fleet, all);
        Assert.Equal((due.Count, 0, 0, 0L, 0L, 0L), (audit.Refreshes, audit.Twice, audit.Refused, audit.Flagged, audit.OtherErrors, audit.LeftOver));
        Assert.Equal(due.Count * CallersEach, answers.Working);
        var lost = await Audit.LostAsync(fleet, due, Scale.Patience(1, 5));
        FaultRow.Write("F1", started, $"{all.Count} connections, {due.Count} due, {answers}; {audit}; {lost} lost");
        Assert.Equal(0, lost);
    }
}
