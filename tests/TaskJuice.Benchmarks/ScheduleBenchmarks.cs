using BenchmarkDotNet.Attributes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Storage;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks;

/// <summary>What one look of the schedule costs when 100 tokens are due, with few and with many connections. It must not grow with them.</summary>
public class ScheduleBenchmarks
{
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
        return (await session.ReserveDueAsync(OAuthMethod.MostRefreshesPerSecond, Due, Due, new Dictionary<Guid, int>(), CancellationToken.None)).Reserved.Count;
    }

    private static async Task<IServiceProvider> FillAsync(int connections)
    {
        var postgres = await TestPostgres.SharedAsync();
        var database = await postgres.CreateDatabaseAsync();
        await Migrator.MigrateAsync(database, CancellationToken.None);
        await using var owner = NpgsqlDataSource.Create(database);
        await using var fill = owner.CreateCommand(Filler.Rows(connections) + Filler.MakeDue(Due));
        fill.CommandTimeout = 600;
        await fill.ExecuteNonQueryAsync();

        var services = new ServiceCollection().AddDbContext<TaskJuiceDb>(options =>
        {
            options.UseNpgsql(Roles.AsApplication(database));
            TaskJuiceDb.Configure(options);
        });
        return services.BuildServiceProvider();
    }
}
