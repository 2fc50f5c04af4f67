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

    private const string Counted = """
        select left(regexp_replace(query, '\s+', ' ', 'g'), 110), calls from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database()) and query not like '%pg_stat_statements%' order by calls desc, 1
        """;

    public static async Task PrintAsync()
    {
        await using var system = await TestSystem.StartAsync(
            workers: 0, webs: 0, settings: Seeding.Settings, ownServers: true, postgresSettings: ["shared_preload_libraries=pg_stat_statements"]);
        await using var services = await InProcess.StartAsync(system, ("Refresh:PerSecond", $"{OAuthMethod.MostRefreshesPerSecond}"));
        await using var owner = NpgsqlDataSource.Create(system.Database);
        await ExecuteAsync(owner, "create extension pg_stat_statements");
        var tenant = await Seeding.OpenWorkspaceAsync(services, "acme");
        var seeded = await Seeding.AddAsync(system, services, tenant, Connections);

        await ExecuteAsync(owner, "update refresh_leases set due_at = now() - interval '1 second', asked_at = null");
        await ExecuteAsync(owner, "select pg_stat_statements_reset()");
        if (await services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(CancellationToken.None) != Connections)
            throw new InvalidOperationException("Not everything that was due was refreshed.");
        await PrintAsync(owner, $"scheduled, one look for {Connections}");

        await ExecuteAsync(owner, "update connections set expires_at = now() - interval '1 minute'");
        await ExecuteAsync(owner, "select pg_stat_statements_reset()");
        foreach (var connection in seeded)
            if (await services.GetRequiredService<FreshTokens>().EnsureAsync(tenant, connection, null, CancellationToken.None) != RefreshResult.Fresh)
                throw new InvalidOperationException("A token is not fresh.");
        await PrintAsync(owner, "on demand");
    }

    private static async Task PrintAsync(NpgsqlDataSource owner, string title)
    {
        List<(string Text, long Calls)> statements = [];
        await using var command = owner.CreateCommand(Counted);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            statements.Add((reader.GetString(0), reader.GetInt64(1)));

        Console.WriteLine($"statements per refresh, {title}: {statements.Sum(statement => statement.Calls) / (double)Connections:0.00}");
        foreach (var (text, calls) in statements)
            Console.WriteLine($"  {calls / (double)Connections,6:0.00}  {text}");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
