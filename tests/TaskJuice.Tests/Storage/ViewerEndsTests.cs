using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>Whom a transaction was for is forgotten with it, whatever the pool does afterwards.</summary>
public sealed class ViewerEndsTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_the_pool_does_not_reset_sees_nothing_after_a_session(bool saved)
    {
        var stop = TestContext.Current.CancellationToken;
        var tenant = (await web.OpenAgencyAsync()).Tenant;
        await web.InWorkspaceAsync(tenant, session =>
        {
            session.Add(new Workflow(tenant, "Seen", DateTimeOffset.UtcNow));
            return Task.FromResult(0);
        });
        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(Roles.AsApplication(web.Database) + ";Maximum Pool Size=1;No Reset On Close=true");
        TaskJuiceDb.Configure(options);
        await using var db = new TaskJuiceDb((DbContextOptions<TaskJuiceDb>)options.Options);
        await using (var session = await db.InWorkspaceAsync(tenant, stop))
        {
            Assert.Equal(1, await session.Workflows.CountAsync(stop));
            if (saved)
                await session.SaveAsync(stop);
        }

        Assert.Equal(0, Assert.Single(await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from workflows").ToListAsync(stop)));
        Assert.Equal("", Assert.Single(await db.Database.SqlQuery<string>(
            $"select concat(current_setting('app.account_id', true), current_setting('app.workspace_id', true)) as \"Value\"").ToListAsync(stop)));
    }
}
