using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Refreshing;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections.HealthChecks;

/// <summary>Access tokens without a refresh token: nobody hears of their end unless somebody looks.</summary>
public sealed class NothingRenewsTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Knobs ForGood = new() { AutoApprove = "acct_acme", OmitRefreshToken = true, OmitExpiresIn = true };
    private static readonly Knobs ForAnHour = ForGood with { OmitExpiresIn = false };

    [Fact]
    public async Task Refused_at_two_uses_it_needs_a_person()
    {
        var back = await ConnectedAsync(ForGood);
        await web.TurnAsync(ForGood with { Api = new() { Status = 401 } });

        Assert.DoesNotContain("needs to be reauthorized", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal(ConnectionStatus.Pending, (await ReadAsync(back)).Status);
        Assert.Contains("A connection needs to be reauthorized", await back.Guest.TestStepAsync(back.Step));

        await InErrorAsync(back, RefusedCredential.TokenRefused);
        Assert.Contains("Sandbox no longer accepts this connection.", (await back.Guest.Browser.OpenAsync(await PathAsync(back))).Text);
    }

    [Fact]
    public async Task A_use_that_works_in_between_begins_anew()
    {
        var back = await ConnectedAsync(ForGood);
        for (var round = 0; round < 2; round++)
        {
            await web.TurnAsync(ForGood with { Api = new() { Status = 401 } });
            await back.Guest.TestStepAsync(back.Step);
            await web.TurnAsync(ForGood);
            Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        }

        Assert.Equal(ConnectionStatus.Active, (await ReadAsync(back)).Status);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Any_other_answer_changes_nothing(int status)
    {
        var back = await ConnectedAsync(ForGood);
        await web.TurnAsync(ForGood with { Api = new() { Status = status } });
        for (var round = 0; round < 3; round++)
            await back.Guest.TestStepAsync(back.Step);
        Assert.Equal(ConnectionStatus.Pending, (await ReadAsync(back)).Status);
    }

    [Fact]
    public async Task A_person_who_checks_hears_it_at_once()
    {
        var back = await ConnectedAsync(ForGood);
        await web.TurnAsync(ForGood with { Api = new() { Status = 401 } });
        var path = await PathAsync(back);
        await back.Guest.Browser.OpenAsync(path);
        Assert.Contains("Sandbox no longer accepts this connection. Reconnect it.", (await back.Guest.Browser.SendFormAsync($"{path}/check", true)).Text);
        await InErrorAsync(back, RefusedCredential.TokenRefused);
    }

    [Fact]
    public async Task Revoked_at_the_provider_it_is_found_by_the_daily_try_without_anybody_using_it()
    {
        var back = await ConnectedAsync(ForGood);
        await web.Control.RevokeGrantsAsync("acct_acme", TestContext.Current.CancellationToken);
        Assert.Equal(true, await WatchAsync(back, "probe_at between now() + interval '11 hours' and now() + interval '25 hours'"));
        await ProbeAsync(back);
        Assert.Equal(ConnectionStatus.Pending, (await ReadAsync(back)).Status);
        await ProbeAsync(back, ", refused_at = now() - interval '61 minutes'");
        await InErrorAsync(back, RefusedCredential.TokenRefused);
        Assert.Equal(true, await WatchAsync(back, "probe_at is null"));
    }

    [Fact]
    public async Task When_the_stated_end_comes_people_are_told_and_the_provider_is_not_asked()
    {
        var back = await ConnectedAsync(ForAnHour);
        var connection = await ReadAsync(back);
        Assert.Equal(connection.ExpiresAt, (await web.InWorkspaceAsync(back.Agency.Tenant, session => Task.FromResult(session.Watches.Single()))).ProbeAt);
        await web.ForgetCallsAsync();

        await web.ExpireAsync(back);
        await ProbeAsync(back);

        Assert.Equal(0, await web.CallsAsync("userinfo"));
        await InErrorAsync(back, RefusedCredential.TokenEnded);
        var page = (await back.Guest.Browser.OpenAsync(await PathAsync(back))).Text;
        Assert.Contains("Access to Sandbox expired and couldn't be renewed.", page);
        Assert.Contains("Access expired and couldn't be renewed.", page);
        Assert.DoesNotContain("The provider refused it.", page);
    }

    [Fact]
    public async Task What_is_renewed_is_not_tried()
    {
        var back = await ConnectedAsync(new() { AutoApprove = "acct_acme" });
        Assert.Equal(true, await WatchAsync(back, "probe_at is null"));
        await web.ExpireAsync(back);
        await ProbeAsync(back);
        Assert.Equal(ConnectionStatus.Pending, (await ReadAsync(back)).Status);
    }

    [Fact]
    public async Task The_same_grant_again_without_a_refresh_token_keeps_the_one_it_has()
    {
        var back = await ConnectedAsync(new() { AutoApprove = "acct_acme" });
        var connection = await ReadAsync(back);
        var before = await web.SecretOfAsync(back.Agency.Tenant, connection.Id);

        await back.Guest.ConnectAsync(back.Step.Connect("oauth"), ForAnHour);

        var after = await web.SecretOfAsync(back.Agency.Tenant, connection.Id);
        Assert.Equal(before["refresh_token"], after["refresh_token"]);
        Assert.NotEqual(before["access_token"], after["access_token"]);
        await web.ExpireAsync(back);
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
    }

    [Fact]
    public async Task A_refresh_under_way_with_the_token_that_is_kept_still_brings_the_next_one()
    {
        var strict = new Knobs { AutoApprove = "acct_acme", Rotation = "strict", ReuseEndsGrant = true, OmitRefreshToken = true };
        var back = await ConnectedAsync(strict with { OmitRefreshToken = false });
        var connection = await ReadAsync(back);
        await web.TurnAsync(strict with { Token = new() { AnswerDelayMs = 3000, Only = "refresh_token", Times = 1 } });
        await web.ExpireAsync(back);
        await web.ForgetCallsAsync();
        var late = web.UseAsync<RefreshConnection, RefreshResult>(refresh => refresh.EnsureFreshAsync(back.Agency.Tenant, connection.Id, null, CancellationToken.None));
        while (await web.CallsAsync("token.refresh") == 0)
            Assert.False(late.IsCompleted);

        var started = await back.Guest.StartAsync(back.Step.Connect("oauth"));
        await back.Guest.Browser.OpenAsync(await back.Guest.AskProviderAsync(started));
        Assert.Equal(RefreshResult.Fresh, await late);

        await web.ExpireAsync(back);
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal(2, await web.CallsAsync("token.refresh"));
    }

    [Theory]
    [InlineData("update connections set status = 'error', error_reason = 'invalid_grant', error_since = now() where id = '{0}'")]
    [InlineData("update connections set client = 'another' where id = '{0}'")]
    [InlineData("update connections set token_endpoint = 'https://elsewhere.example/token' where id = '{0}'")]
    public async Task A_refresh_token_that_was_refused_or_is_of_another_grant_is_not_kept(string sql)
    {
        var back = await ConnectedAsync(new() { AutoApprove = "acct_acme" });
        var connection = await ReadAsync(back);
        await web.ExecuteAsync(string.Format(sql, connection.Id));
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"), ForAnHour);
        Assert.DoesNotContain("refresh_token", (await web.SecretOfAsync(back.Agency.Tenant, connection.Id)).Keys);
        Assert.Equal((await ReadAsync(back)).ExpiresAt, (await web.InWorkspaceAsync(back.Agency.Tenant, session => Task.FromResult(session.Watches.Single()))).ProbeAt);
    }

    [Fact]
    public async Task What_the_file_calls_expired_is_a_refusal_whatever_its_status()
    {
        await using var provider = await WrittenProvider.StartAsync();
        provider.Token = $$"""{"access_token":"access-of-quirky-1","api_domain":"{{provider.First}}"}""";
        var (agency, guest, step) = await provider.VisitAsync(web);
        await WrittenProvider.ConnectAsync(guest, step);
        provider.Me = """{"ok":false,"error":"token_revoked"}""";
        await guest.TestStepAsync(step);
        Assert.Contains("A connection needs to be reauthorized", await guest.TestStepAsync(step));
        Assert.Equal(ConnectionStatus.Error, Assert.Single(await web.ConnectionsAsync(agency.Tenant)).Status);
    }

    [Fact]
    public async Task Whether_an_assumed_end_has_come_only_the_provider_knows()
    {
        await using var provider = await WrittenProvider.StartAsync("{ rotation: none, assumed-lifetime: 2h }");
        provider.Token = $$"""{"access_token":"access-of-quirky-1","api_domain":"{{provider.First}}"}""";
        var (agency, guest, step) = await provider.VisitAsync(web);
        await WrittenProvider.ConnectAsync(guest, step);
        await EndAsync();
        Assert.Equal(ConnectionStatus.Pending, Assert.Single(await web.ConnectionsAsync(agency.Tenant)).Status);

        provider.Me = """{"ok":false,"error":"token_revoked"}""";
        await EndAsync();
        var ended = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal((ConnectionStatus.Error, RefusedCredential.TokenRefused), (ended.Status, ended.ErrorReason));

        async Task EndAsync()
        {
            await web.ExecuteAsync($"""
                update connections set expires_at = now() - interval '1 minute' where workspace_id = '{agency.Tenant.WorkspaceId}';
                update connection_watches set probe_at = now() - interval '1 second' where workspace_id = '{agency.Tenant.WorkspaceId}'
                """);
            await web.NewestServices.GetRequiredService<ProbeSchedule>().ProbeDueAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_long_life_that_nothing_prolongs_is_warned_of_before_it_ends()
    {
        var back = await ConnectedAsync(ForAnHour with { AccessTokenSeconds = 60 * 24 * 3600 });
        Assert.Equal(true, await WatchAsync(back, "warn_at between now() + interval '45 days' and now() + interval '47 days'"));
    }

    private async Task<Returning> ConnectedAsync(Knobs knobs)
    {
        var back = await Returning.ToAsync(web, knobs);
        await back.FinishAsync();
        return back;
    }

    private async Task<Connection> ReadAsync(Returning back) => Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));

    private async Task<string> PathAsync(Returning back) => $"/{back.Agency.Slug}/connections/{(await ReadAsync(back)).Id}";

    private async Task InErrorAsync(Returning back, string because)
    {
        var connection = await ReadAsync(back);
        Assert.Equal((ConnectionStatus.Error, because), (connection.Status, connection.ErrorReason));
        Assert.Equal(1L, await web.ReadAsync($"select count(*) from notifications where connection_id = '{connection.Id}' and kind = 'reauthrequired' and closed_at is null"));
    }

    private async Task ProbeAsync(Returning back, string more = "")
    {
        await web.ExecuteAsync($"update connection_watches set probe_at = now() - interval '1 second'{more} where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");
        await web.Services.GetRequiredService<ProbeSchedule>().ProbeDueAsync(TestContext.Current.CancellationToken);
    }

    private Task<object?> WatchAsync(Returning back, string what) =>
        web.ReadAsync($"select {what} from connection_watches where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");
}
