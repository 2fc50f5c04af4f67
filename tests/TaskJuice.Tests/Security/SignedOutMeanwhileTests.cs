using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Retention;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>What was begun to connect in a session ends with it; a session that only ran out costs nobody the account.</summary>
public sealed class SignedOutMeanwhileTests(ShortSessions web) : IClassFixture<ShortSessions>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_signing_out_nobody_finishes_not_even_the_same_person_in_the_same_browser()
    {
        var back = await Returning.ToAsync(web);
        await SignOutAsync(back);
        var away = await back.FinishAsync();
        Assert.Equal(HttpStatusCode.BadRequest, away.Status);
        Assert.Contains("You aren't signed in to TaskJuice", away.Text);

        await SignInAsync(back);
        var answer = await back.FinishAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("You signed out before this finished", answer.Text);
        Assert.Contains($"step={back.Step.Key}", answer.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Equal(0, await web.CallsAsync("token.code"));
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task A_session_that_the_server_ended_takes_what_was_begun_in_it_along()
    {
        var back = await Returning.ToAsync(web);
        await web.ExecuteAsync($"delete from browser_sessions where user_id = '{back.Agency.UserId}'");
        await SignInAsync(back);
        Assert.Contains("You signed out before this finished", (await back.FinishAsync()).Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Equal(0, await web.CallsAsync("token.code"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whose_session_ran_out_signs_in_again_and_the_account_is_connected(bool triedBefore)
    {
        var back = await Returning.ToAsync(web);
        web.EndSessions();
        if (triedBefore)
            Assert.Contains("You aren't signed in to TaskJuice", (await back.FinishAsync()).Text);
        await SignInAsync(back);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task So_does_whose_week_was_over_during_consent_even_if_the_pruner_came_by()
    {
        var back = await Returning.ToAsync(web);
        await web.ExecuteAsync($"update browser_sessions set started_at = now() - interval '7 days 10 minutes' where user_id = '{back.Agency.UserId}'");
        await web.Services.GetRequiredService<PruneFinished>().PruneAsync(Stop);
        Assert.Contains("You aren't signed in to TaskJuice", (await back.FinishAsync()).Text);
        await SignInAsync(back);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task Somebody_else_who_signs_in_there_after_a_session_ran_out_finishes_nothing()
    {
        var back = await Returning.ToAsync(web);
        var colleague = await web.AddColleagueAsync(back.Agency);
        web.EndSessions();
        await back.Guest.Browser.SignInAsync(colleague.Email, WebFixture.Password);
        Assert.Contains("signed in as someone else", (await back.FinishAsync()).Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Fact]
    public async Task Signing_out_while_the_code_is_exchanged_stores_nothing_and_the_grant_is_given_back()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 1000, Only = "authorization_code" } });
        var answer = back.FinishAsync();
        while (await web.CallsAsync("token.code") == 0)
            Assert.False(answer.IsCompleted);
        await SignOutAsync(back);
        await answer;
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(1L, await RevocationsAsync(back));
    }

    [Fact]
    public async Task Signing_out_before_choosing_gives_the_grant_back()
    {
        var back = await Returning.ToAsync(web, method: "oauth-organisation");
        await back.FinishAsync();
        await SignOutAsync(back);
        Assert.Equal(1L, await RevocationsAsync(back));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connect_attempts where parked is not null and id = '{back.Started.Flow}'"));

        await SignInAsync(back);
        Assert.Contains("Cancelled", (await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/connect/flows/{back.Started.Flow}")).Text);
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task Signing_out_in_one_browser_leaves_alone_what_goes_on_in_another()
    {
        var back = await Returning.ToAsync(web);
        var elsewhere = await web.SignInAsync(back.Agency);
        await SignOutAsync(back with { Guest = elsewhere });
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    private static async Task SignOutAsync(Returning back)
    {
        await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/workflows");
        Assert.Equal(HttpStatusCode.Redirect, (await back.Guest.Browser.SendFormAsync("/sign-out", false)).Status);
    }

    private static Task SignInAsync(Returning back) => back.Guest.Browser.SignInAsync(back.Agency.Email, WebFixture.Password);

    private async Task<object?> RevocationsAsync(Returning back) =>
        await web.ReadAsync($"select count(*) from revocations where workspace_id = '{back.Agency.Tenant.WorkspaceId}' and envelope is not null");
}
