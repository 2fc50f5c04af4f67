using System.Diagnostics;
using StackExchange.Redis;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F9 and F10: the crowd of F1, while parts of the system go away and come back.</summary>
[Collection(nameof(FourProcesses))]
public sealed class DisturbedCrowdTests(FourProcesses processes)
{
    private const int CallersEach = 10;

    [Fact]
    public async Task Redis_emptied_killed_and_stopped_under_a_crowd_costs_no_token()
    {
        var fleet = await processes.AsNewAsync();
        await DisturbAsync(fleet, "F9", async crowd =>
        {
            var redis = fleet.System.Redis;
            await using (var admin = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString))
                await admin.GetServers()[0].FlushAllDatabasesAsync();
            await redis.KillAsync();
            await Until.SeenAsync(() => Task.FromResult(crowd.Answered), answered => answered >= crowd.Asked / 2, Scale.Patience(2, 15));
            await redis.StartAgainAsync(TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task Processes_replaced_one_after_the_other_under_a_crowd_cost_no_token()
    {
        var fleet = await processes.AsNewAsync();
        await DisturbAsync(fleet, "F10", async crowd =>
        {
            string[] names = ["worker-1", "web-1", "worker-2", "web-2"];
            for (var turn = 0; turn < names.Length || (Scale.IsFull && crowd.Answered < crowd.Asked); turn++)
                await fleet.System.RestartAsync(names[turn % names.Length], TestContext.Current.CancellationToken);
        });
    }

    private static async Task DisturbAsync(Fleet fleet, string id, Func<Crowd, Task> disturb)
    {
        var ids = await fleet.SeedAsync(Scale.Of(20, 1_000));
        using var crowd = await Crowd.GatherAsync(fleet.System);
        await fleet.Provider.SetAsync(new() { Rotation = "strict", ReuseEndsGrant = true });

        var started = Stopwatch.GetTimestamp();
        await fleet.MakeDueAsync(ids);
        var asking = crowd.AskAsync(ids, CallersEach);
        await Task.WhenAll(asking, disturb(crowd));
        var answers = await asking;

        await fleet.UntilAllAsync(ids, "c.secret_version = 2 and l.owner is null", Scale.Patience(1, 5));
        var audit = await Audit.TakeAsync(fleet, ids);
        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(1, 5));
        FaultRow.Write(id, started, $"{answers}, {answers.ServerErrors} server errors, {answers.Unanswered} unanswered; {audit}; {lost} lost");
        Assert.Equal((ids.Count, 0, 0, 0L, 0L, 0L), (audit.Refreshes, audit.Twice, audit.Refused, audit.Flagged, audit.OtherErrors, lost));
        Assert.Equal(0, answers.ServerErrors);
    }
}
