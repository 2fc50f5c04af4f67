using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>Reads that share a transaction see one workspace, write nothing, and end with it.</summary>
public sealed class SharedReadsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_is_opened_to_read_cannot_write() => UseAsync(async (db, mine, _) =>
    {
        await using var session = await db.ReadWorkspaceAsync(mine, Stop);
        session.Add(new Workflow(mine, "Smuggled", DateTimeOffset.UtcNow));
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => session.SaveAsync(Stop));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, Assert.IsType<PostgresException>(refused.InnerException).SqlState);
    });

    [Fact]
    public Task Reads_of_one_workspace_are_one_transaction_and_those_of_another_see_only_their_own() => UseAsync(async (db, mine, other) =>
    {
        await using var shared = db.ShareReads();
        await using (var first = await db.ReadWorkspaceAsync(mine, Stop))
        await using (var second = await db.ReadWorkspaceAsync(mine, Stop))
            Assert.Same(first, second);
        await using var foreign = await db.ReadWorkspaceAsync(other, Stop);
        Assert.Equal(["Theirs"], await foreign.Workflows.IgnoreQueryFilters().Select(row => row.Name).ToListAsync(Stop));
    });

    [Fact]
    public Task A_change_ends_them_and_what_was_opened_before_is_refused_instead_of_reading_nothing() => UseAsync(async (db, mine, _) =>
    {
        await using var shared = db.ShareReads();
        var read = await db.ReadWorkspaceAsync(mine, Stop);
        await using (var change = await db.InWorkspaceAsync(mine, Stop))
        {
            Assert.Throws<ObjectDisposedException>(() => read.Workflows);
            await change.SaveAsync(Stop);
        }

        await using var again = await db.ReadWorkspaceAsync(mine, Stop);
        Assert.Equal(["Mine"], await again.Workflows.Select(row => row.Name).ToListAsync(Stop));
    });

    [Fact]
    public Task Nothing_is_left_open_when_they_end() => UseAsync(async (db, mine, _) =>
    {
        await using (db.ShareReads())
        await using (var session = await db.ReadWorkspaceAsync(mine, Stop))
            Assert.Equal(1, await session.Workflows.CountAsync(Stop));
        Assert.Null(db.Database.CurrentTransaction);
        Assert.Equal(0, Assert.Single(await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from workflows").ToListAsync(Stop)));
        Assert.Equal("off", Assert.Single(await db.Database.SqlQuery<string>(
            $"select current_setting('transaction_read_only') as \"Value\"").ToListAsync(Stop)));
    });

    private async Task UseAsync(Func<TaskJuiceDb, Tenant, Tenant, Task> work)
    {
        var (mine, other) = ((await web.OpenAgencyAsync()).Tenant, (await web.OpenAgencyAsync("globex")).Tenant);
        foreach (var (tenant, name) in ((Tenant, string)[])[(mine, "Mine"), (other, "Theirs")])
        {
            await web.InWorkspaceAsync(tenant, session =>
            {
                session.Add(new Workflow(tenant, name, DateTimeOffset.UtcNow));
                return Task.FromResult(0);
            });
        }

        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(Roles.AsApplication(web.Database) + ";Maximum Pool Size=1");
        TaskJuiceDb.Configure(options);
        await using var db = new TaskJuiceDb((DbContextOptions<TaskJuiceDb>)options.Options);
        await work(db, mine, other);
    }
}
