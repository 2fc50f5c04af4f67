using System.Diagnostics;
using Npgsql;
using TaskJuice.Core.Catalog;
using TaskJuice.FakeProvider;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>
/// Refreshes per second of one Worker process, from the moment they are due to the last one stored, beside bare token requests that nobody
/// stores anything of. The provider's rate is out of the way.
/// </summary>
internal static class ThroughputFigures
{
    private const int Refreshes = 1000;
    private const int AtOnce = 32;

    public static async Task PrintAsync()
    {
        var settings = new Dictionary<string, string>(Seeding.Settings) { ["Refresh__PerSecond"] = $"{OAuthMethod.MostRefreshesPerSecond}" };
        await using var system = await TestSystem.StartAsync(workers: 1, webs: 0, settings: settings, ownServers: true);
        await using var services = await InProcess.StartAsync(system, ("Refresh:PerSecond", $"{OAuthMethod.MostRefreshesPerSecond}"));
        await using var owner = NpgsqlDataSource.Create(system.Database);
        using var http = new HttpClient { BaseAddress = new(system.ProviderUrl + "/") };
        var control = new FakeProviderControl(http);
        await Seeding.AddAsync(system, services, await Seeding.OpenWorkspaceAsync(services, "acme"), Refreshes);
        var tokens = await Seeding.TokensAsync(http, Refreshes);

        foreach (var delay in (int[])[0, 200])
        {
            await control.SetKnobsAsync(Seeding.Client, new() { Rotation = "none", Token = new() { DelayMs = delay } });
            await owner.RefreshAllAsync();
            await AskAsync(http, tokens);
            var bare = Refreshes / (await AskAsync(http, tokens)).TotalSeconds;
            var (product, work) = await RefreshAsync(system, owner);
            Console.WriteLine($"provider answers in {delay} ms: {product:0} refreshes/s, {bare:0} bare requests/s with {AtOnce} at once, ratio {product / bare:0.00}; {work:0.0} ms of the Worker's processor time each");
        }
    }

    private static async Task<(double PerSecond, double Work)> RefreshAsync(TestSystem system, NpgsqlDataSource owner)
    {
        using var worker = Process.GetProcessById(system.Workers.Single().Id);
        var before = worker.TotalProcessorTime;
        var took = await owner.RefreshAllAsync();
        worker.Refresh();
        return (Refreshes / took.TotalSeconds, (worker.TotalProcessorTime - before).TotalMilliseconds / Refreshes);
    }

    private static async Task<TimeSpan> AskAsync(HttpClient http, IReadOnlyList<string> refreshTokens)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(refreshTokens.Take(Refreshes), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (token, stop) =>
        {
            using var reply = await http.PostAsync("oauth/token", Seeding.Form(new("grant_type", "refresh_token"), new("refresh_token", token)), stop);
            reply.EnsureSuccessStatusCode();
            await reply.Content.ReadAsByteArrayAsync(stop);
        });
        return Stopwatch.GetElapsedTime(started);
    }
}
