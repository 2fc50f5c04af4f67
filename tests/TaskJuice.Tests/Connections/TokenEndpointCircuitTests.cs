using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>What one refresh learns about a provider holds for all of them, in every process.</summary>
public sealed class TokenEndpointCircuitTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("120")]
    [InlineData("date")]
    public async Task While_a_provider_wants_a_pause_no_process_asks_it_for_any_connection(string form)
    {
        var retryAfter = form == "date" ? DateTimeOffset.UtcNow.AddSeconds(120).ToString("R") : form;
        var (one, other) = await TwoAsync(new() { RetryAfter = retryAfter, Only = "refresh_token" });
        var (first, second) = (await web.StartHostAsync(), await web.StartHostAsync());
        var before = DateTimeOffset.UtcNow;

        Assert.Equal(RefreshResult.Later, await EnsureAsync(first, one));
        Assert.InRange((await web.LeaseAsync(one.Agency.Tenant)).DueAt!.Value, before.AddSeconds(110), DateTimeOffset.UtcNow.AddSeconds(121));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));

        Assert.Equal(RefreshResult.Later, await EnsureAsync(second, other));
        Assert.Equal(RefreshResult.Later, await EnsureAsync(second, one));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.InRange((await web.LeaseAsync(other.Agency.Tenant)).DueAt!.Value, before.AddSeconds(20), DateTimeOffset.UtcNow.AddSeconds(40));
        await NobodyIsBlamedAsync(one, other);
    }

    [Fact]
    public async Task A_long_pause_holds_for_all_when_it_is_asked_of_a_second_one_and_ends_when_one_is_renewed()
    {
        var (one, other) = await TwoAsync(new() { RetryAfter = "3600", Only = "refresh_token" });
        var host = await web.StartHostAsync();
        Assert.Equal(RefreshResult.Later, await EnsureAsync(host, one));
        Assert.Equal(30, await PauseAsync());

        await web.ExecuteAsync("update open_circuits set until = now() - interval '1 second'");
        await web.PauseIsOverAsync(other);
        Assert.Equal(RefreshResult.Later, await EnsureAsync(await web.StartHostAsync(), other));
        Assert.Equal((2, 3600), (await web.CallsAsync("token.refresh"), await PauseAsync()));

        await web.TurnAsync(new() { AutoApprove = "acct_acme" });
        await web.ExecuteAsync("update open_circuits set until = now() - interval '1 second'");
        await web.PauseIsOverAsync(other);
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(await web.StartHostAsync(), other));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from open_circuits"));
    }

    [Theory]
    [InlineData("invalid_client")]
    [InlineData("unauthorized_client")]
    public async Task A_refused_client_is_one_incident_and_no_connections_fault(string error)
    {
        var (one, other) = await TwoAsync(new() { Error = error, Only = "refresh_token" });
        var (first, second) = (await web.StartHostAsync(), await web.StartHostAsync());

        Assert.Equal(RefreshResult.Later, await EnsureAsync(first, one));
        Assert.Equal(RefreshResult.Later, await EnsureAsync(second, other));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.Equal($"clientrefused {error}", await web.ReadAsync("select kind || ' ' || because from open_circuits"));
        await NobodyIsBlamedAsync(one, other);
    }

    [Fact]
    public async Task When_a_pause_is_over_one_asks_first_and_the_others_follow_when_it_went_well()
    {
        var (one, other) = await TwoAsync(new() { Error = "invalid_client", Only = "refresh_token" });
        Assert.Equal(RefreshResult.Later, await EnsureAsync(await web.StartHostAsync(), one));
        await web.TurnAsync(new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 1500, Only = "refresh_token" } });
        await web.ExecuteAsync("update open_circuits set since = now() - interval '1 hour', until = now() - interval '1 second'");
        await web.PauseIsOverAsync(one);

        var (first, second) = (await web.StartHostAsync(), await web.StartHostAsync());
        var probe = EnsureAsync(first, one);
        while (await web.CallsAsync("token.refresh") < 2)
            Assert.False(probe.IsCompleted);
        Assert.Equal(RefreshResult.Later, await EnsureAsync(second, other));
        Assert.Equal(RefreshResult.Fresh, await probe);
        Assert.Equal(0L, await web.ReadAsync("select count(*) from open_circuits"));

        await web.PauseIsOverAsync(other);
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(await web.StartHostAsync(), other));
    }

    [Fact]
    public async Task A_provider_that_is_down_is_asked_by_one_at_a_time_with_growing_pauses()
    {
        var (one, other) = await TwoAsync(new() { Status = 500, Only = "refresh_token" });
        var host = await web.StartHostAsync();
        for (var call = 0; call < 10; call++)
        {
            await web.PauseIsOverAsync(one);
            Assert.Equal(RefreshResult.Later, await EnsureAsync(host, one));
        }

        Assert.Equal(10, await web.CallsAsync("token.refresh"));
        Assert.Equal(RefreshResult.Later, await EnsureAsync(await web.StartHostAsync(), other));
        Assert.Equal(10, await web.CallsAsync("token.refresh"));
        Assert.Equal(30, await PauseAsync());

        await web.ExecuteAsync("update open_circuits set since = now() - interval '1 hour', until = now() - interval '1 second'");
        await web.PauseIsOverAsync(other);
        Assert.Equal(RefreshResult.Later, await EnsureAsync(await web.StartHostAsync(), other));
        Assert.Equal(11, await web.CallsAsync("token.refresh"));
        Assert.Equal(60, await PauseAsync());
        await NobodyIsBlamedAsync(one, other);
    }

    [Theory]
    [InlineData("invalid_client")]
    [InlineData("unauthorized_client")]
    public async Task A_client_that_works_for_others_is_not_paused_for_one_grant_that_it_is_refused_for(string error)
    {
        var (one, other) = await TwoAsync(new() { Error = error, Only = "refresh_token", Times = 1 });
        var third = await ConnectedAsync();
        await web.TurnAsync(new() { AutoApprove = "acct_acme" });
        var host = await web.StartHostAsync();
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(host, other));

        await web.TurnAsync(new() { AutoApprove = "acct_acme", Token = new() { Error = error, Only = "refresh_token", Times = 1 } });
        Assert.Equal(RefreshResult.Later, await EnsureAsync(host, one));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from open_circuits"));
        Assert.Equal("client_refused_here", (await web.LeaseAsync(one.Agency.Tenant)).LastOutcome);
        Assert.DoesNotContain("An administrator needs to fix", (await one.Guest.Browser.OpenAsync($"/{one.Agency.Slug}/connections/{Assert.Single(await web.ConnectionsAsync(one.Agency.Tenant)).Id}")).Text);
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(host, third));

        // Refused for two in a row, it is the client.
        await web.TurnAsync(new() { AutoApprove = "acct_acme", Token = new() { Error = error, Only = "refresh_token" } });
        await web.PauseIsOverAsync(one);
        Assert.Equal(RefreshResult.Later, await EnsureAsync(host, one));
        await web.ExpireAsync(other);
        Assert.Equal(RefreshResult.Later, await EnsureAsync(host, other));
        Assert.Equal($"clientrefused {error}", await web.ReadAsync("select kind || ' ' || because from open_circuits"));
        await NobodyIsBlamedAsync(one, other, third);
    }

    [Fact]
    public async Task A_pause_that_is_asked_of_one_connection_while_others_are_renewed_is_its_own()
    {
        var (one, other) = await TwoAsync(new() { RetryAfter = "600", Only = "refresh_token", Times = 1 });
        await web.TurnAsync(new() { AutoApprove = "acct_acme" });
        var host = await web.StartHostAsync();
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(host, other));
        await web.TurnAsync(new() { AutoApprove = "acct_acme", Token = new() { RetryAfter = "600", Only = "refresh_token", Times = 1 } });
        Assert.Equal(RefreshResult.Later, await EnsureAsync(host, one));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from open_circuits"));
        Assert.True((await web.LeaseAsync(one.Agency.Tenant)).DueAt > DateTimeOffset.UtcNow.AddMinutes(9));
    }

    [Fact]
    public async Task Whoever_connects_with_a_client_shows_that_it_is_accepted_again_and_nobody_waits_any_longer()
    {
        var (one, other) = await TwoAsync(new() { Error = "invalid_client", Only = "refresh_token" });
        var host = await web.StartHostAsync();
        Assert.Equal(RefreshResult.Later, await EnsureAsync(host, one));
        Assert.Equal(RefreshResult.Later, await EnsureAsync(host, other));
        Assert.True((await web.LeaseAsync(other.Agency.Tenant)).DueAt > DateTimeOffset.UtcNow.AddSeconds(10));

        await ConnectedAsync();
        Assert.Equal(0L, await web.ReadAsync("select count(*) from open_circuits"));
        Assert.True((await web.LeaseAsync(other.Agency.Tenant)).DueAt <= DateTimeOffset.UtcNow);
    }

    // In seconds, to the next ten.
    private async Task<int> PauseAsync() =>
        (int)Math.Round(Convert.ToDouble(await web.ReadAsync("select extract(epoch from until - now()) from open_circuits")) / 10) * 10;

    private async Task<(Returning One, Returning Other)> TwoAsync(TokenKnob knob)
    {
        await web.ExecuteAsync("delete from open_circuits; update refresh_leases set last_outcome = null");
        var (one, other) = (await ConnectedAsync(), await ConnectedAsync());
        await web.TurnAsync(new() { AutoApprove = "acct_acme", Token = knob });
        await web.ForgetCallsAsync();
        return (one, other);
    }

    private async Task<Returning> ConnectedAsync()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme" });
        await back.FinishAsync();
        await web.ExpireAsync(back);
        return back;
    }

    private async Task NobodyIsBlamedAsync(params Returning[] all)
    {
        foreach (var back in all)
            Assert.Equal(ConnectionStatus.Pending, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Status);
    }

    private async Task<RefreshResult> EnsureAsync(IServiceProvider services, Returning back)
    {
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        return await services.GetRequiredService<FreshTokens>().EnsureAsync(back.Agency.Tenant, connection.Id, null, TestContext.Current.CancellationToken);
    }
}
