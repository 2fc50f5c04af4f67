using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Workspaces;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>Somebody may not connect any more by the time the credential comes.</summary>
public sealed class TakenBackTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Removed = "delete from memberships where user_id = '{0}'";
    private const string Locked = "update users set lockout_end = now() + interval '10 years' where id = '{0}'";

    [Theory]
    [InlineData(Removed)]
    [InlineData(Locked)]
    public async Task During_consent_nothing_is_stored_and_the_grant_is_given_back(string sql)
    {
        var back = await Returning.ToAsync(web);
        await TakeBackAsync(back, sql);

        var answer = await back.FinishAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("You can no longer connect accounts here", answer.Text);
        Assert.Contains("Nothing was saved, because you no longer have access to this workspace.", answer.Text);
        await GivenBackAsync(back);
    }

    [Theory]
    [InlineData(Removed)]
    [InlineData(Locked)]
    public async Task While_the_code_is_exchanged_nothing_is_stored_and_the_grant_is_given_back(string sql)
    {
        var back = await Returning.ToAsync(web, Slow);
        var answer = back.FinishAsync();
        while (await web.CallsAsync("token.code") == 0)
            Assert.False(answer.IsCompleted);
        await TakeBackAsync(back, sql);

        Assert.Equal(HttpStatusCode.BadRequest, (await answer).Status);
        await GivenBackAsync(back);
    }

    [Fact]
    public async Task A_workspace_deleted_while_the_code_is_exchanged_keeps_nothing_and_breaks_nothing()
    {
        var back = await Returning.ToAsync(web, Slow);
        var answer = back.FinishAsync();
        while (await web.CallsAsync("token.code") == 0)
            Assert.False(answer.IsCompleted);
        await web.ExecuteAsync($"delete from workspaces where id = '{back.Agency.Tenant.WorkspaceId}'");

        Assert.Equal(HttpStatusCode.BadRequest, (await answer).Status);
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task A_step_removed_meanwhile_costs_nobody_the_account()
    {
        var back = await Returning.ToAsync(web);
        await web.ExecuteAsync($"update steps set removed_at = now() where key = '{back.Step.Key}'");
        Assert.Equal(HttpStatusCode.SeeOther, (await back.FinishAsync()).Status);
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task Wrong_passwords_that_a_stranger_typed_meanwhile_cost_nobody_the_account()
    {
        var back = await Returning.ToAsync(web);
        await TakeBackAsync(back, "update users set lockout_end = now() + interval '10 minutes' where id = '{0}'");
        await back.FinishAsync();
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task Before_the_organisation_is_chosen_nothing_is_stored_and_the_grant_is_given_back()
    {
        var back = await Returning.ToAsync(web, method: "oauth-organisation");
        await back.FinishAsync();
        var flow = await FlowAsync(back);
        await TakeBackAsync(back, Removed);

        var ended = await web.UseAsync<ChooseExternalAccount, ConnectFlow>(choose => choose.ChooseAsync(flow, "org_1"));

        Assert.Equal(ConnectOutcome.NotAllowed, ended.Outcome);
        await GivenBackAsync(back);
    }

    [Theory]
    [InlineData(MismatchDecision.Replace)]
    [InlineData(MismatchDecision.AddNew)]
    public async Task Before_another_account_is_decided_on_the_old_one_stays_as_it_is(MismatchDecision decision)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var old = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        var answer = await back.Guest.ConnectAsync(back.Step.Connect("oauth", old.Id), new() { AutoApprove = "acct_globex" });
        var flow = (await web.UseAsync<ConnectFlows, ConnectFlow?>(flows => flows.FindAsync(back.Agency.Tenant, back.Agency.UserId, Guid.Parse(answer.Location!.Split('/')[^1]))))!;
        await TakeBackAsync(back, Removed);
        await web.ForgetCallsAsync();

        var ended = await web.UseAsync<ResolveIdentityMismatch, ConnectFlow>(decide => decide.DecideAsync(flow, decision));

        Assert.Equal(ConnectOutcome.NotAllowed, ended.Outcome);
        Assert.Equal(old.SecretVersion, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).SecretVersion);
        await AskAsync();
        Assert.Equal(1, await web.CallsAsync("revoke"));
    }

    [Fact]
    public async Task While_a_key_is_tried_nothing_is_stored()
    {
        var agency = await web.OpenAgencyAsync();
        await web.ExecuteAsync(string.Format(Removed, agency.UserId));
        var app = web.Services.GetRequiredService<AppCatalog>().Find("sandbox")!;
        var result = await web.UseAsync<ConnectWithKey, KeyResult>(connect => connect.ConnectAsync(
            new()
            {
                Workspace = agency.Workspaces[0],
                UserId = agency.UserId,
                SessionId = Guid.NewGuid(),
                App = app,
                Method = (ApiKeyMethod)app.Method("api-key")!,
                Name = "Acme",
                NameTyped = true,
                Typed = key => key == "key" ? "sk_sandbox_acme" : null,
                Return = new(null, null),
            },
            CancellationToken.None));
        Assert.IsType<KeyResult.NotAllowed>(result);
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    [Fact]
    public void A_role_that_nobody_gave_the_right_may_not_connect()
    {
        Assert.All(Enum.GetValues<MemberRole>(), role => Assert.True(role.May(Capability.Connect)));
        Assert.False(((MemberRole)99).May(Capability.Connect));
    }

    private static Knobs Slow => new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 1000, Only = "authorization_code" } };

    private Task TakeBackAsync(Returning back, string sql) => web.ExecuteAsync(string.Format(sql, back.Agency.UserId));

    private async Task<ConnectFlow> FlowAsync(Returning back) =>
        (await web.UseAsync<ConnectFlows, ConnectFlow?>(flows => flows.FindAsync(back.Agency.Tenant, back.Agency.UserId, back.Started.Flow)))!;

    private async Task GivenBackAsync(Returning back)
    {
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connect_attempts where parked is not null and id = '{back.Started.Flow}'"));
        await AskAsync();
        Assert.Equal(1, await web.CallsAsync("revoke"));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from revocations where envelope is not null and workspace_id = '{back.Agency.Tenant.WorkspaceId}'"));
    }

    private async Task AskAsync() => await web.Services.GetRequiredService<RevocationSchedule>().AskDueAsync(TestContext.Current.CancellationToken);
}
