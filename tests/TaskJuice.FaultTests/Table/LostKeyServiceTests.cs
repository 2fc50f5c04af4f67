using System.Diagnostics;
using System.Net;
using TaskJuice.Testing.KeyServices;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F13: the service that holds the key-encryption key does not answer.</summary>
public sealed class LostKeyServiceTests : IAsyncLifetime
{
    private const int CallersEach = 10;

    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(Scale.Of(0, 10));

    // An opened key is looked after again within the outage at either scale.
    private static readonly string KeyCacheLife = Scale.IsFull ? "00:05:00" : "00:00:10";

    private readonly FakeTransit _service = new();

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task While_the_key_service_is_away_warm_processes_refresh_and_cold_ones_wait()
    {
        await using var fleet = await Fleet.StartAsync(workers: 1, webs: Scale.Of(1, 2), settings: [
            ("Vault__KeyDirectory", ""), ("Vault__Transit__Address", _service.Url), ("Vault__Transit__Key", _service.NewKey()),
            ("Vault__Transit__Token", FakeTransit.Token), ("Vault__KeyCacheLife", KeyCacheLife)]);
        var all = await fleet.SeedAsync(Scale.Of(60, 10_000));
        var due = all.Take(Scale.Of(20, 1_000)).ToList();
        using var crowd = await Crowd.GatherAsync(fleet.System);
        await fleet.Provider.SetAsync(new() { Rotation = "strict", ReuseEndsGrant = true });
        await WarmUpAsync(fleet, crowd, [.. all.TakeLast(2)]);

        var started = Stopwatch.GetTimestamp();
        _service.IsDown = true;
        var (asked, rounds) = (_service.Calls, 0);
        List<Answers> answers = [];
        do
        {
            await fleet.MakeDueAsync(due);
            answers.Add(await crowd.AskAsync(due, CallersEach));
            rounds++;
            await fleet.UntilAllAsync(due, $"c.secret_version = {rounds + 1} and l.owner is null", Scale.Patience(1, 5));
        }
        while (Stopwatch.GetElapsedTime(started) < Outage);

        var cold = fleet.System.StartWorkerAsync(TestContext.Current.CancellationToken);
        await Until.SeenAsync(() => HealthAsync(fleet.System.WorkerUrls[^1]), status => status == HttpStatusCode.ServiceUnavailable);
        Assert.False(cold.IsCompleted);
        var askedInVain = _service.Calls - asked;
        _service.IsDown = false;
        await cold;
        var audit = await Audit.TakeAsync(fleet, all);
        var lost = await Audit.LostAsync(fleet, due, Scale.Patience(1, 5));
        FaultRow.Write("F13", started, $"{all.Count} connections, {rounds} rounds of {due.Count} due with {CallersEach} callers each while the key service was away "
            + $"(asked {askedInVain} times in vain), {answers.Sum(round => round.Working)} of {answers.Sum(round => round.Count)} calls worked; "
            + $"a cold Worker was not ready until it was back; {audit}; {lost} lost");
        Assert.Equal((answers.Sum(round => round.Count), 0L), (answers.Sum(round => round.Working), lost));
        var wanted = due.ToHashSet();
        audit.MustBe("refreshed once each time it was due",
            family => family is { Twice: 0, Refused: 0, IsFlagged: false, IsOtherError: false, IsLeftOver: false }
                && (!wanted.Contains(family.Row.Id) || family.Refreshes == rounds));
    }

    // Each process opens the account's key: the Webs by a demand, the Worker by what is due.
    private static async Task WarmUpAsync(Fleet fleet, Crowd crowd, IReadOnlyList<Guid> ids)
    {
        await crowd.AskAsync(ids, times: 2);
        await fleet.MakeDueAsync(ids);
        await fleet.UntilAllAsync(ids, "c.secret_version = 2 and l.owner is null", Scale.Patience(1, 1));
    }

    private static async Task<HttpStatusCode?> HealthAsync(string process)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync($"{process}/health", TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
