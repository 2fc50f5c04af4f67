using TaskJuice.Core.Connections;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class TestStepTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_first_test_makes_a_pending_connection_active()
    {
        var back = await ConnectedAsync();
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(ConnectionStatus.Active, connection.Status);
        Assert.NotNull(connection.FirstUsedAt);
        Assert.Equal(0, await web.CallsAsync("token.refresh"));
    }

    [Fact]
    public async Task An_expired_token_is_refreshed_first()
    {
        var back = await ConnectedAsync();
        await web.ExpireAsync(back);
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
    }

    [Fact]
    public async Task A_token_that_died_early_is_refreshed_once_and_the_call_repeated()
    {
        var back = await ConnectedAsync();
        await web.TurnAsync(new() { Api = new() { Status = 401, Times = 1 } });
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal((1, 2), (await web.CallsAsync("token.refresh"), await web.CallsAsync("userinfo")));
    }

    [Fact]
    public async Task A_provider_that_always_refuses_is_asked_twice_and_no_more()
    {
        var back = await ConnectedAsync();
        await web.TurnAsync(new() { Api = new() { Status = 401 } });
        Assert.Contains("refused the call (status 401)", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal((1, 2), (await web.CallsAsync("token.refresh"), await web.CallsAsync("userinfo")));
    }

    [Fact]
    public async Task A_refused_refresh_raises_the_banner_and_a_second_one_is_counted()
    {
        var back = await ConnectedAsync();
        await web.ExpireAsync(back);
        await web.TurnAsync(new() { RefuseRefresh = true });

        var page = await back.Guest.TestStepAsync(back.Step);

        Assert.Contains("It needs to be reauthorized before you can use it.", page);
        Assert.Contains("A connection needs to be reauthorized", page);
        Assert.Contains("Sandbox reauth required", page);
        var broken = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal((ConnectionStatus.Error, "invalid_grant"), (broken.Status, broken.ErrorReason));

        await back.Guest.ConnectAsync(back.Step.Connect("oauth"), new() { AutoApprove = "acct_globex" });
        await web.ExpireAsync(back);
        await web.TurnAsync(new() { RefuseRefresh = true });
        Assert.Contains("2 connections need to be reauthorized", await back.Guest.TestStepAsync(back.Step));
    }

    [Fact]
    public async Task A_connection_in_trouble_is_not_tried_against_the_provider()
    {
        var back = await ConnectedAsync();
        await web.ExecuteAsync("update connections set status = 'error', error_reason = 'invalid_grant', error_since = now()");
        await back.Guest.TestStepAsync(back.Step);
        Assert.Equal((0, 0), (await web.CallsAsync("token.refresh"), await web.CallsAsync("userinfo")));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    public async Task A_provider_in_trouble_raises_no_banner(int status)
    {
        var back = await ConnectedAsync();
        await web.TurnAsync(new() { Api = new() { Status = status } });
        var page = await back.Guest.TestStepAsync(back.Step);
        Assert.Contains("This doesn't mean anything is wrong with the account.", page);
        Assert.DoesNotContain("reauthorized", page);
        Assert.Equal(ConnectionStatus.Pending, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Status);
    }

    [Fact]
    public async Task The_answer_is_shown_without_the_token()
    {
        var back = await ConnectedAsync();
        var page = await back.Guest.TestStepAsync(back.Step);
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.All((await web.SecretOfAsync(back.Agency.Tenant, connection.Id)).Values, value => Assert.DoesNotContain(value, page));
        Assert.Contains("acct_acme", page);
    }

    [Fact]
    public async Task Every_opening_of_the_secret_is_written_down_with_the_person()
    {
        var back = await ConnectedAsync();
        await back.Guest.TestStepAsync(back.Step);
        Assert.Equal(1L, await web.ReadAsync(
            $"select count(*) from audit_events where workspace_id = '{back.Agency.Tenant.WorkspaceId}' and kind = 'usedforcall' and user_id = '{back.Agency.UserId}'"));
    }

    private async Task<Returning> ConnectedAsync()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await web.ForgetCallsAsync();
        return back;
    }
}
