using System.Diagnostics;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F1: nothing is broken, everybody wants the same at once.</summary>
[Collection(nameof(FourProcesses))]
public sealed class ContentionTests(FourProcesses processes)
{
    private static readonly Knobs SingleUse = new() { Rotation = "strict", ReuseEndsGrant = true };

    [Fact]
    public Task Ten_callers_of_each_token_in_four_processes_make_one_refresh_of_it() =>
        AskAsync("F1", connections: Scale.Of(100, 10_000), due: Scale.Of(20, 1_000), callersEach: 10, SingleUse);

    [Fact]
    public Task A_hundred_callers_of_one_token_in_four_processes_make_one_refresh() =>
        AskAsync("F1 one token", connections: 1, due: 1, callersEach: 100, SingleUse with { Token = new() { AnswerDelayMs = 500, Only = "refresh_token" } });

    private async Task AskAsync(string id, int connections, int due, int callersEach, Knobs knobs)
    {
        var fleet = await processes.AsNewAsync();
        var seeding = Stopwatch.GetTimestamp();
        var all = await fleet.SeedAsync(connections);
        var seeded = Stopwatch.GetElapsedTime(seeding);
        var wanted = all.Take(due).ToList();
        using var crowd = await Crowd.GatherAsync(fleet.System);
        await fleet.Provider.SetAsync(knobs);

        var started = Stopwatch.GetTimestamp();
        await fleet.MakeDueAsync(wanted);
        var answers = await crowd.AskAsync(wanted, callersEach);

        await fleet.UntilAllAsync(wanted, "c.secret_version = 2 and l.owner is null", Scale.Patience(1, 5));
        var audit = await Audit.TakeAsync(fleet, all);
        var lost = await Audit.LostAsync(fleet, wanted, Scale.Patience(1, 5));
        FaultRow.Write(id, started, $"{all.Count} connections (seeded in {seeded.TotalSeconds:0} s), {due} due, {answers}; {audit}; {lost} lost");
        var isWanted = wanted.ToHashSet();
        audit.MustBe("refreshed once when due and never otherwise",
            family => family is { Refused: 0, IsFlagged: false, IsOtherError: false, IsLeftOver: false } && family.Refreshes == (isWanted.Contains(family.Row.Id) ? 1 : 0));
        Assert.Equal(wanted.Count * callersEach, answers.Working);
        Assert.Equal(0, lost);
    }
}
