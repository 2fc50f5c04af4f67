using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TaskJuice.Core.Catalog;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>What a Worker process holds in memory after some rounds of 100 refreshes, with few and with many connections beside them.</summary>
internal static class MemoryFigures
{
    private const int Due = 100;
    private const int Rounds = 10;

    public static async Task PrintAsync()
    {
        var few = await MeasureAsync(10_000);
        var many = await MeasureAsync(1_000_000);
        Console.WriteLine($"a million connections over ten thousand: working set {many.WorkingSet / few.WorkingSet:0.00}, of its own {many.Own / few.Own:0.00}");
    }

    private static async Task<(double WorkingSet, double Own)> MeasureAsync(int connections)
    {
        var settings = new Dictionary<string, string>(Seeding.Settings) { ["Refresh__PerSecond"] = $"{OAuthMethod.MostRefreshesPerSecond}" };
        await using var system = await TestSystem.StartAsync(workers: 1, webs: 0, settings: settings, ownServers: true);
        await using var services = await InProcess.StartAsync(system, ("Refresh:PerSecond", $"{OAuthMethod.MostRefreshesPerSecond}"));
        await using var owner = NpgsqlDataSource.Create(system.Database);
        await Seeding.AddAsync(system, services, await Seeding.OpenWorkspaceAsync(services, "acme"), Due);
        await using var fill = owner.CreateCommand(Filler.Rows(connections - Due));
        fill.CommandTimeout = 900;
        await fill.ExecuteNonQueryAsync();

        var started = Stopwatch.GetTimestamp();
        for (var number = 0; number < Rounds; number++)
            await owner.RefreshAllAsync();
        var round = Stopwatch.GetElapsedTime(started) / Rounds;

        var worker = system.Workers.Single().Id;
        var (all, own) = (Read(worker, "VmRSS"), Read(worker, "RssAnon"));
        Console.WriteLine($"{connections:N0} connections, {Due} due, {Rounds} rounds of {round.TotalSeconds:0.0} s: working set {all:0} MiB, of its own {own:0} MiB");
        return (all, own);
    }

    // In MiB, as the kernel counts it.
    private static double Read(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line[(name.Length + 1)..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }
}
