using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections.Refreshing;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>A history that does not grow for ever.</summary>
public sealed class RoutineHistoryTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task What_a_healthy_connection_wrote_by_itself_goes_after_its_time_and_what_people_did_stays()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme" });
        await back.FinishAsync();
        var id = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Id;
        await AgeAsync(id, "91 days", "usedforrefresh", "refreshed", "usedforcall", "refusedbyprovider", "renamed");
        await AgeAsync(id, "89 days", "refreshed");

        // It is looked at about once a day, not with each refresh.
        await RefreshAsync(id, generation: 3);
        Assert.Equal(7L, await OlderAsync(id));
        await RefreshAsync(id, generation: 23);
        Assert.Equal("connected refreshed refusedbyprovider renamed",
            await web.ReadAsync($"select string_agg(kind, ' ' order by kind) from audit_events where connection_id = '{id}' and at < now() - interval '1 day'"));
    }

    private Task<object?> OlderAsync(Guid id) => web.ReadAsync($"select count(*) from audit_events where connection_id = '{id}' and at < now() - interval '1 day'");

    private async Task AgeAsync(Guid id, string age, params string[] kinds)
    {
        await web.ExecuteAsync($"update audit_events set at = now() - interval '200 days' where connection_id = '{id}' and kind = 'connected'");
        foreach (var kind in kinds)
        {
            await web.ExecuteAsync($"""
                insert into audit_events (account_id, workspace_id, id, connection_id, kind, at)
                select account_id, workspace_id, gen_random_uuid(), id, '{kind}', now() - interval '{age}' from connections where id = '{id}'
                """);
        }
    }

    private async Task RefreshAsync(Guid id, int generation)
    {
        await web.ExecuteAsync($"update refresh_leases set due_at = now() - interval '1 second', asked_at = null, generation = {generation} where connection_id = '{id}'");
        Assert.Equal(1, await web.Services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(TestContext.Current.CancellationToken));
    }
}
