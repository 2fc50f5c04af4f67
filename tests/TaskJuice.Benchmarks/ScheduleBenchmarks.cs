using BenchmarkDotNet.Attributes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Connections.Refreshing;
using TaskJuice.Core.Storage;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks;

/// <summary>What one look of the schedule costs when 100 tokens are due, with few and with many connections. It must not grow with them.</summary>
public class ScheduleBenchmarks
{
    /// <summary>The lane of connections that are only there to be many.</summary>
    internal const string FillerLane = "00000000-0000-0000-0000-000000000003";

    private const int Due = 100;

    private IServiceProvider _few = null!;
    private IServiceProvider _many = null!;

    [GlobalSetup]
    public async Task FillAsync() => (_few, _many) = (await FillAsync(10_000), await FillAsync(1_000_000));

    [Benchmark(Baseline = true)]
    public Task<int> TenThousandConnections() => LookAsync(_few);

    [Benchmark]
    public Task<int> AMillionConnections() => LookAsync(_many);

    // Not saved, so that the next look finds the same.
    private static async Task<int> LookAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await using var session = await ScheduleSession.OpenAsync(scope.ServiceProvider.GetRequiredService<TaskJuiceDb>(), CancellationToken.None);
        return (await session.BookDueAsync(RefreshRates.Most, Due, Due, new Dictionary<Guid, int>(), CancellationToken.None)).Booked.Count;
    }

    private static async Task<IServiceProvider> FillAsync(int connections)
    {
        var postgres = await TestPostgres.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();
        await Migrator.MigrateAsync(database, CancellationToken.None);
        await using var owner = NpgsqlDataSource.Create(database);
        await using var fill = owner.CreateCommand(Rows(connections) + MakeDue);
        fill.CommandTimeout = 600;
        await fill.ExecuteNonQueryAsync();

        var services = new ServiceCollection().AddDbContext<TaskJuiceDb>(options =>
        {
            options.UseNpgsql(Roles.AsApplication(database));
            TaskJuiceDb.Configure(options);
        });
        return services.BuildServiceProvider();
    }

    private static readonly string MakeDue = $"""
        update refresh_leases set due_at = now() - random() * interval '1 minute'
            where connection_id in (select connection_id from refresh_leases limit {Due});
        analyze;
        """;

    /// <summary>SQL that fills an empty database with connections of which none is due.</summary>
    internal static string Rows(int connections) => $"""
        insert into accounts (id, name, created_at) values ('00000000-0000-0000-0000-000000000001', 'Northwind', now());
        insert into workspaces (account_id, id, name, slug, created_at)
            values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002', 'Acme', 'acme', now());
        insert into connections (account_id, workspace_id, id, app, method, client, label, external_account_id, settings, scopes, missing_scopes,
                status, secret_version, created_by, created_at, connected_at)
            select '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002', gen_random_uuid(), 'sandbox', 'oauth', 'filler',
                'Client ' || number, number::text, '{"{}"}', array[]::text[], array[]::text[], 'active', 1, gen_random_uuid(), now(), now()
            from generate_series(1, {connections}) number;
        insert into refresh_leases (account_id, workspace_id, connection_id, lane, due_at, token_ends_at, generation, failures, is_asking)
            select account_id, workspace_id, id, '{FillerLane}', now() + interval '1 hour' * (1 + random()),
                now() + interval '2 hours', 1, 0, false from connections where client = 'filler';
        analyze;
        """;
}
