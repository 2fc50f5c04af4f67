using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Vault;
using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using TaskJuice.Tests.Connections.Refreshing;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class RefreshTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Knobs Strict = new() { AutoApprove = "acct_acme", Rotation = "strict", ReuseEndsGrant = true };

    [Fact]
    public async Task Twenty_callers_in_two_processes_make_one_refresh()
    {
        var (back, connection) = await ExpiredAsync(Strict);
        var other = await web.StartHostAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => EnsureAsync(number % 2 == 0 ? web.Services : other, back, connection)));

        Assert.All(results, result => Assert.Equal(RefreshResult.Fresh, result));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
    }

    [Fact]
    public async Task Refreshing_again_and_again_never_presents_a_retired_token()
    {
        var (back, connection) = await ExpiredAsync(Strict);
        for (var round = 0; round < 5; round++)
        {
            await web.ExpireAsync(back);
            Assert.Equal(RefreshResult.Fresh, await EnsureAsync(web.Services, back, connection));
        }

        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal(2L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{connection.Id}'"));
    }

    [Fact]
    public async Task An_answer_that_comes_after_a_reconnect_is_dropped()
    {
        var (back, connection) = await ExpiredAsync(new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 3000, Only = "refresh_token" } });
        var late = EnsureAsync(web.Services, back, connection);
        while (await web.CallsAsync("token.refresh") == 0)
            Assert.False(late.IsCompleted);

        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        var connected = await web.SecretOfAsync(back.Agency.Tenant, connection.Id);
        await late;

        Assert.Equal(connected["access_token"], (await web.SecretOfAsync(back.Agency.Tenant, connection.Id))["access_token"]);
        Assert.Equal(connection.SecretVersion + 1, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).SecretVersion);
    }

    [Theory]
    [InlineData("invalid_scope")]
    [InlineData("server_error")]
    [InlineData("an_error_nobody_knows")]
    public async Task What_the_person_cannot_repair_marks_no_connection(string error)
    {
        var (back, connection) = await ExpiredAsync(new() { AutoApprove = "acct_acme", Token = new() { Error = error, Only = "refresh_token" } });
        Assert.Equal(RefreshResult.Later, await EnsureAsync(web.Services, back, connection));
        Assert.True((await web.LeaseAsync(back.Agency.Tenant)).DueAt > DateTimeOffset.UtcNow.AddSeconds(-1));
        await StillFineAsync(back);
    }

    [Fact]
    public async Task An_unknown_refusal_that_lasts_is_one_for_the_person()
    {
        var (back, connection) = await ExpiredAsync(new() { AutoApprove = "acct_acme", Token = new() { Error = "an_error_nobody_knows", Only = "refresh_token" } });
        for (var round = 0; round < 5; round++)
        {
            await web.PauseIsOverAsync(back);
            Assert.Equal(RefreshResult.Later, await EnsureAsync(web.Services, back, connection));
        }

        await StillFineAsync(back);
        await web.PassAsync(back, TimeSpan.FromHours(24));
        Assert.Equal(RefreshResult.NeedsReauthorization, await EnsureAsync(web.Services, back, connection));
        Assert.Equal(ConnectionStatus.Error, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Status);
    }

    [Fact]
    public async Task A_reply_that_got_lost_is_asked_for_again_at_once()
    {
        var (back, connection) = await ExpiredAsync(Lost("grace"));
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(web.Services, back, connection));
        Assert.Equal(2, await web.CallsAsync("token.refresh"));
        await StillFineAsync(back);
    }

    [Fact]
    public async Task A_rotated_token_that_nobody_got_is_told_as_such_when_no_late_answer_came()
    {
        var (back, connection) = await ExpiredAsync(Lost("strict"));
        Assert.Equal(RefreshResult.Later, await EnsureAsync(web.Services, back, connection));
        await StillFineAsync(back);

        await web.ExecuteAsync($"update refresh_leases set uncertain_since = now() - interval '31 seconds' where connection_id = '{connection.Id}'");
        await web.PauseIsOverAsync(back);
        Assert.Equal(RefreshResult.NeedsReauthorization, await EnsureAsync(web.Services, back, connection));
        Assert.Equal("rotation_lost", Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).ErrorReason);
        Assert.Contains("A refresh was interrupted", (await back.Guest.Browser.OpenAsync($"/acme/connections/{connection.Id}")).Text);
    }

    [Fact]
    public async Task A_provider_that_went_back_to_the_token_before_is_followed()
    {
        var (back, connection) = await ExpiredAsync(new() { AutoApprove = "acct_acme", Rotation = "grace", GraceSeconds = 90 });
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(web.Services, back, connection));
        await web.ExpireAsync(back);
        await web.TurnAsync(new()
        {
            AutoApprove = "acct_acme",
            Rotation = "grace",
            GraceSeconds = 90,
            Token = new() { Error = "invalid_grant", Only = "refresh_token", Times = 1 },
        });

        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(web.Services, back, connection));
        await StillFineAsync(back);
    }

    [Fact]
    public async Task An_answer_that_comes_after_its_lease_ended_and_the_connection_was_given_up_repairs_it()
    {
        var (back, connection) = await ExpiredAsync(Strict with { Token = new() { AnswerDelayMs = 3000, Only = "refresh_token", Times = 1 } });
        var late = EnsureAsync(web.Services, back, connection);
        while (await web.CallsAsync("token.refresh") == 0)
            Assert.False(late.IsCompleted);

        await web.ExecuteAsync($"""
            update refresh_leases set owner = null, held_until = null, generation = generation + 1, due_at = null where connection_id = '{connection.Id}';
            update connections set status = 'error', error_reason = 'rotation_lost', error_since = now() where id = '{connection.Id}'
            """);
        Assert.Equal(RefreshResult.Later, await late);

        await RefreshDueAsync(web.Services);
        var repaired = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal((ConnectionStatus.Pending, null, 2), (repaired.Status, repaired.ErrorReason, repaired.SecretVersion));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from token_inbox"));
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
    }

    [Fact]
    public async Task Nothing_of_an_answer_stays_in_the_inbox_once_it_is_stored()
    {
        var (back, connection) = await ExpiredAsync(Strict);
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(web.Services, back, connection));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from token_inbox"));
    }

    [Fact]
    public async Task A_refresh_token_is_not_sent_to_an_address_it_did_not_come_from()
    {
        var (back, connection) = await ExpiredAsync(Strict);
        await web.ExecuteAsync($"update connections set token_endpoint = 'http://127.0.0.1:9/oauth/token' where id = '{connection.Id}'");
        await Assert.ThrowsAnyAsync<VaultException>(() => EnsureAsync(web.Services, back, connection));
        Assert.Equal(0, await web.CallsAsync("token.refresh"));
        await StillFineAsync(back);
    }

    [Fact]
    public async Task The_schedule_refreshes_what_is_due_and_leaves_the_rest()
    {
        var (back, connection) = await ExpiredAsync(Strict);
        await web.ExecuteAsync($"update refresh_leases set due_at = now() - interval '1 second' where connection_id = '{connection.Id}'");
        var other = await web.StartHostAsync();

        var found = await Task.WhenAll(((IServiceProvider[])[web.Services, other, web.Services, other]).Select(RefreshDueAsync));

        Assert.All(found, due => Assert.InRange(due, 0, 1));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.True((await web.LeaseAsync(back.Agency.Tenant)).DueAt > DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A_token_whose_end_nobody_states_is_refreshed_when_it_is_refused()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", OmitExpiresIn = true });
        await back.FinishAsync();
        Assert.Null(Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).ExpiresAt);

        await web.TurnAsync(new() { OmitExpiresIn = true, Api = new() { Status = 401, Times = 1 } });
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
    }

    private async Task<(Returning Back, Connection Connection)> ExpiredAsync(Knobs knobs)
    {
        var back = await Returning.ToAsync(web, knobs);
        await back.FinishAsync();
        await web.ExpireAsync(back);
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        // What other tests left due is not this one's to refresh or to count.
        await web.ExecuteAsync($"update refresh_leases set due_at = now() + interval '1 hour' where connection_id <> '{connection.Id}'");
        await web.ForgetCallsAsync();
        return (back, connection);
    }

    private async Task StillFineAsync(Returning back)
    {
        Assert.Equal(ConnectionStatus.Pending, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Status);
        Assert.DoesNotContain("reauthorized", (await back.Guest.Browser.OpenAsync(back.Step.Workflow)).Text);
    }

    private static Knobs Lost(string rotation) => new()
    {
        AutoApprove = "acct_acme",
        Rotation = rotation,
        GraceSeconds = 90,
        Token = new() { DropAfterCommit = true, Only = "refresh_token", Times = 1 },
    };

    internal static Task<int> RefreshDueAsync(IServiceProvider services) =>
        services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(TestContext.Current.CancellationToken);

    private static async Task<RefreshResult> EnsureAsync(IServiceProvider services, Returning back, Connection connection)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RefreshConnection>()
            .EnsureFreshAsync(back.Agency.Tenant, connection.Id, null, CancellationToken.None);
    }
}
