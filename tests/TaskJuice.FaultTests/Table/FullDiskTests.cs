using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F12: the disk that keeps answers while the database is away has no room for them.</summary>
public sealed class FullDiskTests
{
    private const string RoomSetting = "Refresh__SpoolRoomMegabytes";

    // More than any disk has.
    private static readonly string Endless = $"{int.MaxValue}";

    [Fact]
    public async Task Who_could_not_keep_an_answer_asks_no_provider_says_so_and_leaves_it_to_others()
    {
        await using var fleet = await Fleet.StartAsync(workers: 1, webs: 1, ownServers: true, settings: (RoomSetting, Endless));
        var ids = await fleet.SeedAsync(Scale.Of(20, 100));
        using var crowd = await Crowd.GatherAsync(fleet.System);
        await fleet.Provider.SetAsync(new() { Rotation = "strict", ReuseEndsGrant = true });

        var started = Stopwatch.GetTimestamp();
        await fleet.MakeDueAsync(ids);
        var answers = await crowd.AskAsync(ids, times: 2);
        await fleet.System.Postgres.KillAsync();
        await fleet.StartDatabaseAgainAsync();
        await Until.SeenAsync(() => SpoolHealthAsync(fleet.System.WorkerUrls[0]), health => health == "Degraded");
        Assert.Contains("This process has stopped refreshing tokens", fleet.System.Logs());
        var calls = (await fleet.Provider.CallsAsync("token.refresh")).Count;

        await fleet.System.StartWorkerAsync(TestContext.Current.CancellationToken, new Dictionary<string, string> { [RoomSetting] = "1" });
        await fleet.UntilAllAsync(ids, "c.secret_version = 2 and l.owner is null", Scale.Patience(1, 2));
        var audit = await Audit.TakeAsync(fleet, ids);
        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(1, 2));
        FaultRow.Write("F12", started, $"{ids.Count} due, {calls} calls while every disk was full and PostgreSQL was killed; "
            + $"{answers.Count} demands, {answers.ServerErrors} server errors; with one more Worker {audit}; {lost} lost");
        Assert.Equal((0, 0, 0L), (calls, answers.ServerErrors, lost));
        audit.MustBe("refreshed once and well", family => family is { Refreshes: 1, Refused: 0, IsFlagged: false, IsOtherError: false, IsLeftOver: false });
    }

    private static async Task<string?> SpoolHealthAsync(string process)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync($"{process}/health", TestContext.Current.CancellationToken);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return report.GetProperty("checks").GetProperty("spool").GetString();
    }
}
