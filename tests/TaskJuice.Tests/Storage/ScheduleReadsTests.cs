using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Storage;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>What the statements of the refresh engine read does not grow with the connections there are.</summary>
public sealed class ScheduleReadsTests : IAsyncLifetime
{
    private const int Connections = 20_000;
    private const int Due = 100;

    private TaskJuiceDb _db = null!;
    private Guid _connection;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = await TemplateDatabase.CopyAsync();
        await using var owner = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var fill = owner.CreateCommand(Filler.Rows(Connections) + Filler.MakeDue(Due));
        await fill.ExecuteNonQueryAsync(Stop);
        await using var pick = owner.CreateCommand("select connection_id from refresh_leases where due_at < now() limit 1");
        _connection = (Guid)(await pick.ExecuteScalarAsync(Stop))!;

        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(Roles.AsApplication(database));
        TaskJuiceDb.Configure(options);
        _db = new TaskJuiceDb((DbContextOptions<TaskJuiceDb>)options.Options);
    }

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    [Fact]
    public async Task A_look_of_the_schedule_reads_what_is_due_and_not_what_is_there()
    {
        await using var session = await ScheduleSession.OpenAsync(_db, Stop);
        var reservations = await session.ReserveDueAsync(OAuthMethod.MostRefreshesPerSecond, Due, Due, new Dictionary<Guid, int>(), Stop);
        Assert.Equal(Due, reservations.Reserved.Count);
        Assert.InRange(await RowsReadAsync(), Due, 10 * Due);
    }

    [Fact]
    public async Task Taking_a_lease_reads_its_row_and_no_other_one()
    {
        await using var session = await _db.InWorkspaceAsync(Filler.Tenant, Stop);
        Assert.NotNull(await session.ClaimLeaseAsync(_connection, Guid.NewGuid(), TimeSpan.FromSeconds(30), onlyWhenDue: true, Stop));
        Assert.InRange(await RowsReadAsync(), 1, 3);
    }

    // PostgreSQL counts them per transaction; this asks in the same one.
    private async Task<long> RowsReadAsync() => Assert.Single(await _db.Database.SqlQuery<long>(
        $"select seq_tup_read + coalesce(idx_tup_fetch, 0) as \"Value\" from pg_stat_xact_user_tables where relname = 'refresh_leases'").ToListAsync(Stop));
}
