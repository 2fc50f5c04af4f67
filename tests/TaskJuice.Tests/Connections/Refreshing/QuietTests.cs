using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Vault;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>Counted runs: whatever a provider answers, it is asked less and less, and then no more; the person knows, and nothing is left lying about.</summary>
public sealed class QuietTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Knobs Healthy = new() { AutoApprove = "acct_acme" };

    public static TheoryData<string> RepliesThatGrantNothing =>
    [
        """{"error":"invalid_grant"}""",
        """{"error":"invalid_grant","access_token":"a","refresh_token":"r"}""",
        "<html>maintenance</html>",
        "",
        "{}",
        """{"access_token":""}""",
        """{"access_token":"a b"}""",
        "null",
    ];

    [Fact]
    public async Task A_refusal_in_a_success_reply_is_asked_about_once_and_told()
    {
        var (back, connection) = await DueAsync(new() { Body = "ok-with-error", Only = "refresh_token" });

        await web.UntilQuietAsync(back, Here);

        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        await AssertToldAsync(back, "invalid_grant");
        Assert.Equal(1L, await EventsAsync(connection, "refusedbyprovider"));
    }

    [Fact]
    public async Task A_refusal_in_a_success_reply_costs_one_more_question_where_the_token_before_is_kept()
    {
        var (back, connection) = await DueAsync(null);
        await RefreshTests.RefreshDueAsync(web.Services);
        await TurnAsync(new() { Body = "ok-with-error", Only = "refresh_token" });
        await web.PassAsync(back, TimeSpan.FromHours(1));
        await web.ForgetCallsAsync();

        await web.UntilQuietAsync(back, Here);

        Assert.Equal(2, await web.CallsAsync("token.refresh"));
        await AssertToldAsync(back, "invalid_grant");
        Assert.Equal(1L, await EventsAsync(connection, "refusedbyprovider"));
    }

    [Fact]
    public async Task A_page_and_then_a_refusal_are_two_questions_over_a_restart_too()
    {
        var (back, connection) = await DueAsync(new() { Body = "html", Only = "refresh_token" });

        await web.UntilQuietAsync(back, async round =>
        {
            if (round == 0)
                return web.Services;
            await TurnAsync(new() { Error = "invalid_grant", Only = "refresh_token" });
            return await web.StartHostAsync();
        });

        Assert.Equal(2, await web.CallsAsync("token.refresh"));
        await AssertToldAsync(back, "invalid_grant");
        Assert.Equal(1L, await EventsAsync(connection, "refusedbyprovider"));
    }

    [Theory, MemberData(nameof(RepliesThatGrantNothing))]
    public async Task What_a_process_that_ended_left_unread_is_read_once_and_dropped(string body)
    {
        var (back, connection) = await DueAsync(new() { Error = "invalid_grant", Only = "refresh_token" });
        await LeaveAsync(back, connection, body);

        await web.UntilQuietAsync(back, Here);

        // None after a refusal; after a page one, and one more when no late answer can come any more.
        Assert.InRange(await web.CallsAsync("token.refresh"), 0, 2);
        await AssertToldAsync(back, null);
        Assert.Equal(1L, await EventsAsync(connection, "refusedbyprovider"));
    }

    [Fact]
    public async Task Of_many_replies_that_were_left_the_one_that_grants_something_is_used()
    {
        var (back, connection) = await DueAsync(null);
        await LeaveAsync(back, connection, "<html>");
        await LeaveAsync(back, connection, """{"access_token":"left-behind-canary","refresh_token":"left-behind-too","expires_in":3600}""");
        await LeaveAsync(back, connection, """{"error":"invalid_grant"}""");
        await web.PassAsync(back, TimeSpan.FromMinutes(1));

        await RefreshTests.RefreshDueAsync(web.Services);

        Assert.Equal(0, await web.CallsAsync("token.refresh"));
        Assert.Equal("left-behind-canary", (await web.SecretOfAsync(back.Agency.Tenant, connection.Id))["access_token"]);
        Assert.Equal(0L, await web.ReadAsync("select count(*) from token_inbox"));
    }

    [Fact]
    public async Task What_comes_late_to_a_connection_that_was_given_up_and_grants_nothing_asks_nobody_and_is_told_to_nobody()
    {
        var (back, connection) = await DueAsync(new() { Error = "invalid_grant", Only = "refresh_token" });
        await LeaveAsync(back, connection, """{"error":"invalid_grant"}""");
        await web.ExecuteAsync($"""
            update refresh_leases set owner = null, held_until = null, due_at = now() where connection_id = '{connection.Id}';
            update connections set status = 'error', error_reason = 'rotation_lost', error_since = now() where id = '{connection.Id}'
            """);

        await web.UntilQuietAsync(back, Here);

        Assert.Equal(0, await web.CallsAsync("token.refresh"));
        Assert.Equal(0L, await EventsAsync(connection, "refusedbyprovider"));
        await AssertToldAsync(back, "rotation_lost", hasBanner: false);
    }

    [Fact]
    public async Task A_reply_that_cannot_be_opened_does_not_keep_its_connection_from_being_refreshed()
    {
        var (back, connection) = await DueAsync(null);
        await LeaveAsync(back, connection, "{}");
        await web.ExecuteAsync($"update token_inbox set envelope = set_byte(envelope, length(envelope) - 1, get_byte(envelope, length(envelope) - 1) # 1) where connection_id = '{connection.Id}'");
        await web.PassAsync(back, TimeSpan.FromMinutes(1));

        await RefreshTests.RefreshDueAsync(web.Services);

        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.Equal(0L, await web.ReadAsync("select count(*) from token_inbox"));
    }

    [Theory]
    [InlineData("html", null)]
    [InlineData("garbage", null)]
    [InlineData(null, 500)]
    public async Task A_provider_that_says_nothing_for_a_week_is_asked_less_and_less_and_then_the_person(string? body, int? status)
    {
        var (back, _) = await DueAsync(new() { Body = body, Status = status, Only = "refresh_token" });

        // Fewer rounds than a week has, by a process that does not yet know how others fared: the rest passes at once.
        var process = await web.StartHostAsync();
        for (var round = 0; round < 3; round++)
        {
            await web.PauseIsOverAsync(back);
            await RefreshTests.RefreshDueAsync(process);
        }

        Assert.Equal(ConnectionStatus.Pending, (await ConnectionAsync(back)).Status);
        await web.PassAsync(back, TimeSpan.FromDays(7));
        await web.UntilQuietAsync(back, _ => Task.FromResult(process));
        Assert.Equal(4, await web.CallsAsync("token.refresh"));
        await AssertToldAsync(back, "no_usable_answer");
        Assert.Contains("a usable response", (await back.Guest.Browser.OpenAsync($"/acme/connections/{(await ConnectionAsync(back)).Id}")).Text);
    }

    [Fact]
    public async Task A_firewalls_page_is_asked_about_soon_then_over_a_day_and_then_the_person()
    {
        var (back, _) = await DueAsync(new() { Status = 400, Body = "html", Only = "refresh_token" });
        await RefreshTests.RefreshDueAsync(web.Services);
        Assert.InRange((await web.LeaseAsync(back.Agency.Tenant)).DueAt!.Value, DateTimeOffset.UtcNow.AddSeconds(50), DateTimeOffset.UtcNow.AddSeconds(61));

        var passed = await web.UntilQuietAsync(back, Here);

        Assert.InRange(passed, TimeSpan.FromHours(24), TimeSpan.FromHours(36));
        Assert.InRange(await web.CallsAsync("token.refresh"), 10, 20);
        await AssertToldAsync(back, "status_400");
    }

    [Fact]
    public async Task Whoever_needs_a_token_after_an_unclear_refusal_may_ask_once_a_minute()
    {
        var (back, connection) = await DueAsync(new() { Status = 400, Body = "html", Only = "refresh_token", Times = 2 });
        await web.ExpireAsync(back);
        Assert.Equal(RefreshResult.Later, await EnsureAsync(back, connection));
        await web.ExecuteAsync($"update refresh_leases set due_at = now() + interval '5 hours' where connection_id = '{connection.Id}'");

        Assert.Equal(RefreshResult.Later, await EnsureAsync(back, connection));
        Assert.Equal(RefreshResult.Later, await EnsureAsync(back, connection));
        Assert.Equal(1, await web.CallsAsync("token.refresh"));

        await web.PassAsync(back, TimeSpan.FromSeconds(61));
        Assert.Equal(RefreshResult.Later, await EnsureAsync(back, connection));
        await web.PassAsync(back, TimeSpan.FromSeconds(61));
        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(back, connection));
        Assert.Equal(3, await web.CallsAsync("token.refresh"));
        Assert.Null((await web.LeaseAsync(back.Agency.Tenant)).RefusedSince);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_token_of_seconds_is_not_renewed_at_every_look(int seconds)
    {
        var (back, _) = await DueAsync(null, Healthy with { AccessTokenSeconds = seconds });
        for (var look = 0; look < 5; look++)
            await RefreshTests.RefreshDueAsync(web.Services);
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.InRange((await web.LeaseAsync(back.Agency.Tenant)).DueAt!.Value, DateTimeOffset.UtcNow.AddSeconds(50), DateTimeOffset.UtcNow.AddSeconds(61));
    }

    [Fact]
    public async Task A_plan_that_stays_due_is_not_followed_below_the_floor()
    {
        var (back, connection) = await DueAsync(null);
        for (var look = 0; look < 5; look++)
        {
            await web.ExecuteAsync($"update refresh_leases set due_at = now() - interval '1 second', reserved_until = null where connection_id = '{connection.Id}'");
            await RefreshTests.RefreshDueAsync(web.Services);
        }

        Assert.Equal(1, await web.CallsAsync("token.refresh"));
    }

    [Fact]
    public async Task A_connection_that_was_given_up_does_not_stay_due()
    {
        var (back, connection) = await DueAsync(null);
        await web.ExecuteAsync($"update connections set status = 'error', error_reason = 'invalid_grant', error_since = now() where id = '{connection.Id}'");
        await RefreshTests.RefreshDueAsync(web.Services);
        Assert.Null((await web.LeaseAsync(back.Agency.Tenant)).DueAt);
        Assert.Equal(0, await web.CallsAsync("token.refresh"));
    }

    [Fact]
    public async Task A_reply_that_leaves_the_lifetime_out_keeps_the_one_before()
    {
        var (back, connection) = await DueAsync(null);
        await web.TurnAsync(Healthy with { OmitExpiresIn = true });
        await RefreshTests.RefreshDueAsync(web.Services);

        Assert.InRange((await ConnectionAsync(back)).ExpiresAt!.Value, DateTimeOffset.UtcNow.AddMinutes(55), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.True((await web.LeaseAsync(back.Agency.Tenant)).DueAt < DateTimeOffset.UtcNow.AddHours(1));

        await web.PassAsync(back, TimeSpan.FromHours(1));
        await RefreshTests.RefreshDueAsync(web.Services);
        Assert.Equal(2, await web.CallsAsync("token.refresh"));
        Assert.True((await web.LeaseAsync(back.Agency.Tenant)).DueAt < DateTimeOffset.UtcNow.AddHours(1));
        Assert.NotEqual(connection.SecretVersion, (await ConnectionAsync(back)).SecretVersion);
    }

    // A process that got a reply, kept it and ended before it read it.
    private async Task LeaveAsync(Returning back, Connection connection, string body)
    {
        await web.PassAsync(back, TimeSpan.FromMinutes(1));
        await using var scope = web.Services.CreateAsyncScope();
        using var held = await scope.ServiceProvider.GetRequiredService<RefreshLeases>()
            .TryAcquireAsync(back.Agency.Tenant, connection.Id, onlyWhenDue: false, _ => true, TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<TokenInbox>().KeepAsync(held!, new Secret(body), DateTimeOffset.UtcNow);
    }

    private async Task<(Returning Back, Connection Connection)> DueAsync(TokenKnob? token, Knobs? knobs = null)
    {
        var back = await Returning.ToAsync(web, knobs ?? Healthy);
        await back.FinishAsync();
        await web.ExecuteAsync($"""
            delete from open_circuits;
            update refresh_leases set due_at = null where workspace_id <> '{back.Agency.Tenant.WorkspaceId}';
            update refresh_leases set due_at = now() - interval '1 second' where workspace_id = '{back.Agency.Tenant.WorkspaceId}'
            """);
        await web.TurnAsync((knobs ?? Healthy) with { Token = token });
        await web.ForgetCallsAsync();
        return (back, await ConnectionAsync(back));
    }

    private Task TurnAsync(TokenKnob token) => web.TurnAsync(Healthy with { Token = token });

    private Task<IServiceProvider> Here(int round) => Task.FromResult(web.Services);

    private async Task<Connection> ConnectionAsync(Returning back) => Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));

    private Task<object?> EventsAsync(Connection connection, string kind) =>
        web.ReadAsync($"select count(*) from audit_events where connection_id = '{connection.Id}' and kind = '{kind}'");

    private Task<RefreshResult> EnsureAsync(Returning back, Connection connection) => web.Services.GetRequiredService<FreshTokens>()
        .EnsureAsync(back.Agency.Tenant, connection.Id, null, TestContext.Current.CancellationToken);

    private async Task AssertToldAsync(Returning back, string? trouble, bool hasBanner = true)
    {
        var connection = await ConnectionAsync(back);
        Assert.Equal(ConnectionStatus.Error, connection.Status);
        Assert.Equal(trouble ?? connection.ErrorReason, connection.ErrorReason);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from token_inbox where connection_id = '{connection.Id}'"));
        if (hasBanner)
            Assert.Contains("reauthorized", (await back.Guest.Browser.OpenAsync(back.Step.Workflow)).Text);
    }
}
