using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Refreshing;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Connections.HealthChecks;

public sealed class ProbeKeyTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_new_key_is_tried_within_a_day_and_then_once_a_day()
    {
        var kept = await Kept.KeyAsync(web);
        Assert.Equal(true, await WatchAsync(kept, "probe_at between now() + interval '11 hours' and now() + interval '25 hours'"));
        await DueAsync(kept);
        var other = await web.StartHostAsync();
        await web.ForgetCallsAsync();

        await Task.WhenAll(ProbeAsync(web.Services), ProbeAsync(other), ProbeAsync(web.Services));

        Assert.Equal(1, await web.CallsAsync("api.key"));
        Assert.Equal(true, await WatchAsync(kept, "probe_at between now() + interval '23 hours' and now() + interval '26 hours' and refused_at is null"));
        var connection = (await kept.ReadAsync())!;
        Assert.Equal((ConnectionStatus.Pending, null), (connection.Status, connection.LastUsedAt));
        Assert.Contains("Credential checked automatically.", await kept.OpenAsync());
    }

    [Fact]
    public async Task Refused_twice_an_hour_apart_it_needs_a_person()
    {
        var kept = await Kept.KeyAsync(web);
        await web.TurnAsync(new() { Api = new() { Status = 401 } });
        await DueAsync(kept);
        await ProbeAsync(web.Services);
        Assert.Equal(ConnectionStatus.Pending, (await kept.ReadAsync())!.Status);
        Assert.Equal(true, await WatchAsync(kept, "refused_at is not null and probe_at between now() + interval '59 minutes' and now() + interval '71 minutes'"));

        await DueAsync(kept);
        await ProbeAsync(web.Services);
        Assert.Equal(ConnectionStatus.Pending, (await kept.ReadAsync())!.Status);

        await DueAsync(kept, ", refused_at = now() - interval '61 minutes'");
        await ProbeAsync(web.Services);
        var connection = (await kept.ReadAsync())!;
        Assert.Equal((ConnectionStatus.Error, RefusedCredential.KeyRefused), (connection.Status, connection.ErrorReason));
        Assert.Equal(1L, await web.ReadAsync($"select count(*) from notifications where connection_id = '{kept.Id}' and kind = 'reauthrequired' and closed_at is null"));
        Assert.Equal(true, await WatchAsync(kept, "probe_at is null"));
        await web.TurnAsync(new());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Any_other_answer_changes_nothing(int status)
    {
        var kept = await Kept.KeyAsync(web);
        await web.TurnAsync(new() { Api = new() { Status = status } });
        await DueAsync(kept);
        await ProbeAsync(web.Services);
        Assert.Equal(ConnectionStatus.Pending, (await kept.ReadAsync())!.Status);
        Assert.Equal(true, await WatchAsync(kept, "refused_at is null and probe_at > now() + interval '23 hours'"));
        await web.TurnAsync(new());
    }

    [Fact]
    public async Task One_that_nobody_used_for_a_month_is_left_alone()
    {
        var kept = await Kept.KeyAsync(web);
        await web.ExecuteAsync($"update connections set connected_at = now() - interval '40 days', last_used_at = now() - interval '31 days' where id = '{kept.Id}'");
        await DueAsync(kept);
        await web.ForgetCallsAsync();
        await ProbeAsync(web.Services);
        Assert.Equal(0, await web.CallsAsync("api.key"));
    }

    [Fact]
    public async Task A_round_takes_few_keys_of_an_app()
    {
        var kept = await Kept.KeyAsync(web);
        for (var number = 0; number < ProbeSchedule.AtOncePerApp + 1; number++)
            await web.ExecuteAsync($"insert into connections select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'external_account_id', '{Guid.NewGuid()}'))).* from connections c where id = '{kept.Id}'");
        await web.ExecuteAsync($"insert into connection_watches (account_id, workspace_id, connection_id, app, probe_at) select account_id, workspace_id, id, app, now() - interval '1 day' from connections where workspace_id = '{kept.Agency.Tenant.WorkspaceId}' on conflict do nothing");
        Assert.Equal(ProbeSchedule.AtOncePerApp, await ProbeAsync(web.Services));
        Assert.Equal(1, await ProbeAsync(web.Services));
    }

    private static Task<int> ProbeAsync(IServiceProvider host) => host.GetRequiredService<ProbeSchedule>().ProbeDueAsync(TestContext.Current.CancellationToken);

    private Task DueAsync(Kept kept, string more = "") =>
        web.ExecuteAsync($"update connection_watches set probe_at = now() - interval '1 second'{more} where connection_id = '{kept.Id}'");

    private Task<object?> WatchAsync(Kept kept, string what) => web.ReadAsync($"select {what} from connection_watches where connection_id = '{kept.Id}'");
}
