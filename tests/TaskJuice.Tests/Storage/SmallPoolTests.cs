using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>Two connections serve three workspaces in parallel; whatever one leaves behind in a connection, the next would see.</summary>
public sealed class SmallPoolTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const int Operations = 10_000;
    private const int AtOnce = 6;

    // Statements are prepared, and that is all.
    private const string Clean = "true";

    [Fact]
    public async Task Ten_thousand_mixed_operations_never_meet_a_foreign_row()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Tenant[] tenants = [.. (await web.OpenAgencyAsync("acme", "globex")).Workspaces.Select(workspace => workspace.Tenant), (await web.OpenAgencyAsync()).Tenant];
        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(Roles.AsApplication(web.Database) + ";Maximum Pool Size=2;Timeout=60");
        TaskJuiceDb.Configure(options);

        await Parallel.ForAsync(0, Operations, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var random = new Random(HashCode.Combine(seed, number));
            var mine = tenants[random.Next(tenants.Length)];
            var other = tenants.Where(tenant => tenant != mine).ElementAt(random.Next(tenants.Length - 1));
            await using var db = new TaskJuiceDb(options.Options);
            Assert.True(await WorkAsync(db, mine, other, random) == 0, $"A foreign row was seen or written: seed {seed}, operation {number}.");
        });

        // Each workspace wrote its own name on every row it could reach.
        Assert.Equal(0L, await web.ReadAsync("select count(*) from workflows where name not in ('new', workspace_id::text)"));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from steps where title not in ('New record', workspace_id::text)"));
        await using var one = new TaskJuiceDb(options.Options);
        await using var two = new TaskJuiceDb(options.Options);
        foreach (var db in (TaskJuiceDb[])[one, two])
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Clean, Clean], [await LeftBehindAsync(one), await LeftBehindAsync(two)]);
    }

    // Connections are not reset and keep their prepared statements: everything else must have ended with its transaction.
    private static async Task<string> LeftBehindAsync(TaskJuiceDb db) => Assert.Single(await db.Database.SqlQuery<string>($"""
        select concat_ws(' ',
            (select string_agg(name || '=' || setting, ',') from pg_settings where source = 'session' and setting <> ''),
            (select string_agg(locktype, ',') from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'),
            (select count(*) > 0 from pg_prepared_statements)::text) as "Value"
        """).ToListAsync(TestContext.Current.CancellationToken));

    /// <returns>How many rows of others were seen or written.</returns>
    private async Task<int> WorkAsync(TaskJuiceDb db, Tenant mine, Tenant other, Random random)
    {
        using var stop = new CancellationTokenSource();
        try
        {
            await using var session = await db.InWorkspaceAsync(mine, stop.Token);
            var foreign = random.Next(9) switch
            {
                0 => Add(session, new Workflow(mine, "new", DateTimeOffset.UtcNow)),
                1 => await AddStepAsync(session),
                2 => AddConnection(session, mine, random),
                3 => await session.Workflows.IgnoreQueryFilters().CountAsync(row => row.WorkspaceId != mine.WorkspaceId),
                4 => await session.Steps.IgnoreQueryFilters().CountAsync(row => row.WorkspaceId != mine.WorkspaceId)
                    + await session.Connections.IgnoreQueryFilters().CountAsync(row => row.WorkspaceId != mine.WorkspaceId),
                5 => await RenameAsync(session, mine, random.Next(2) == 0),
                6 => await session.Workflows.IgnoreQueryFilters().Where(row => row.WorkspaceId == other.WorkspaceId).ExecuteDeleteAsync(),
                7 => await TrimAsync(session, random.Next(3)),
                _ => Add(session, new Workflow(other, "smuggled", DateTimeOffset.UtcNow)),
            };
            await EndAsync(session, random, stop);
            return foreign;
        }
        catch (Exception expected) when (expected is DbUpdateException or OperationCanceledException or DivideByZeroException
            or InvalidOperationException { InnerException: PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected } })
        {
            return 0;
        }
    }

    private static async Task EndAsync(WorkspaceSession session, Random random, CancellationTokenSource stop)
    {
        switch (random.Next(6))
        {
            case 0:
                return;
            case 1:
                throw new DivideByZeroException();
            case 2:
                await stop.CancelAsync();
                break;
        }

        await session.SaveAsync(stop.Token);
    }

    private static int Add(WorkspaceSession session, Workflow workflow)
    {
        session.Add(workflow);
        return 0;
    }

    private async Task<int> AddStepAsync(WorkspaceSession session)
    {
        if (await session.Workflows.OrderBy(row => row.Id).FirstOrDefaultAsync() is { } workflow)
        {
            var app = web.Services.GetRequiredService<AppCatalog>().Find("sandbox")!;
            session.Add(new Step(workflow, app, app.Operation("new-record")!, 0, DateTimeOffset.UtcNow));
        }

        return 0;
    }

    private static int AddConnection(WorkspaceSession session, Tenant mine, Random random)
    {
        var grant = new Grant { App = "sandbox", Method = "api-key", Label = "Mine", ExternalAccountId = $"acct_{random.Next()}" };
        session.Add(new Connection(mine, grant, Guid.NewGuid(), DateTimeOffset.UtcNow));
        return 0;
    }

    private static async Task<int> RenameAsync(WorkspaceSession session, Tenant mine, bool workflows)
    {
        var name = mine.WorkspaceId.ToString();
        _ = workflows
            ? await session.Workflows.IgnoreQueryFilters().ExecuteUpdateAsync(row => row.SetProperty(workflow => workflow.Name, name))
            : await session.Steps.IgnoreQueryFilters().ExecuteUpdateAsync(row => row.SetProperty(step => step.Title, name));
        return 0;
    }

    // Keeps the tables small, so that ten thousand operations take seconds.
    private static async Task<int> TrimAsync(WorkspaceSession session, int table)
    {
        _ = table switch
        {
            0 => await session.Steps.IgnoreQueryFilters().ExecuteDeleteAsync(),
            1 => await session.Workflows.IgnoreQueryFilters().ExecuteDeleteAsync(),
            _ => await session.Connections.IgnoreQueryFilters().ExecuteDeleteAsync(),
        };
        return 0;
    }
}
