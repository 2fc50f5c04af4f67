using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Refreshing;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>How many statements the database executes for one refresh, as the database counts them (pg_stat_statements).</summary>
internal static class StatementFigures
{
    private const int Connections = 32;

    public static async Task PrintAsync()
    {
        await using var system = await TestSystem.StartAsync(
            workers: 0, webs: 0, settings: Seeding.Settings, ownServers: true, postgresSettings: Counted.Settings);
        await using var services = await InProcess.StartAsync(system, ("Refresh:PerSecond", $"{OAuthMethod.MostRefreshesPerSecond}"));
        await using var owner = NpgsqlDataSource.Create(system.Database);
        await Counted.StartAsync(owner);
        var tenant = await Seeding.OpenWorkspaceAsync(services, "acme");
        var seeded = await Seeding.AddAsync(system, services, tenant, Connections);

        await Counted.ExecuteAsync(owner, "update refresh_leases set due_at = now() - interval '1 second', asked_at = null");
        await Counted.ResetAsync(owner);
        if (await services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(CancellationToken.None) != Connections)
            throw new InvalidOperationException("Not everything that was due was refreshed.");
        await PrintAsync(owner, $"scheduled, one look for {Connections}");

        await Counted.ExecuteAsync(owner, "update connections set expires_at = now() - interval '1 minute'");
        await Counted.ResetAsync(owner);
        foreach (var connection in seeded)
            if (await services.GetRequiredService<FreshTokens>().EnsureAsync(tenant, connection, null, CancellationToken.None) != RefreshResult.Fresh)
                throw new InvalidOperationException("A token is not fresh.");
        await PrintAsync(owner, "on demand");
    }

    private static async Task PrintAsync(NpgsqlDataSource owner, string title)
    {
        var statements = await Counted.ReadAsync(owner);
        Console.WriteLine($"statements per refresh, {title}: {statements.Sum(statement => statement.Calls) / (double)Connections:0.00}");
        statements.Print(Connections);
    }
}
