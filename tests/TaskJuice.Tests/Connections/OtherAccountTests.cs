using System.Net;
using TaskJuice.Core.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>Somebody repairs Acme's connection and comes back with Globex's account.</summary>
public sealed class OtherAccountTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everywhere_instead_moves_every_step_and_disconnects_the_old_account(bool byKey)
    {
        var other = await AskedAsync(byKey);
        var second = await other.Guest.AddStepAsync(other.Agency.Slug);
        await UseAsync(other, second, other.Old.Id);

        await DecideAsync(other, "replace");

        var rows = await web.ConnectionsAsync(other.Agency.Tenant);
        var (old, now) = (rows.Single(row => row.Id == other.Old.Id), rows.Single(row => row.Id != other.Old.Id));
        Assert.Equal((ConnectionStatus.Revoked, "acct_globex"), (old.Status, now.ExternalAccountId));
        Assert.Equal(2L, await web.ReadAsync($"select count(*) from steps where connection_id = '{now.Id}'"));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{old.Id}'"));
        Assert.Equal("Globex Sales", await web.ReadAsync($"select detail from audit_events where connection_id = '{old.Id}' and kind = 'replaced'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Added_as_new_the_waiting_step_uses_it_and_the_old_one_stays(bool byKey)
    {
        var other = await AskedAsync(byKey);
        await DecideAsync(other, "addnew");

        var rows = await web.ConnectionsAsync(other.Agency.Tenant);
        var old = rows.Single(row => row.Id == other.Old.Id);
        Assert.Equal((other.Old.Status, other.Old.SecretVersion), (old.Status, old.SecretVersion));
        Assert.Equal(rows.Single(row => row.Id != old.Id).Id, await web.ReadAsync($"select connection_id from steps where key = '{other.Step.Key}'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelled_nothing_changes_and_the_grant_is_thrown_away(bool byKey)
    {
        var other = await AskedAsync(byKey);
        Assert.Contains("Nothing was saved.", await DecideAsync(other, "cancel"));

        Assert.Equal(other.Old.SecretVersion, Assert.Single(await web.ConnectionsAsync(other.Agency.Tenant)).SecretVersion);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connect_attempts where parked is not null and workspace_id = '{other.Agency.Tenant.WorkspaceId}'"));
    }

    [Theory]
    [InlineData("decide", "{}")]
    [InlineData("decide", "null")]
    [InlineData("decide", "nonsense")]
    [InlineData("decide", """{"Grant":null,"Envelope":"AAAA","LabelTyped":false}""")]
    [InlineData("decide", """{"Grant":"{}","Envelope":"AAAA","LabelTyped":false}""")]
    [InlineData("cancel", """{"Grant":"{}","Envelope":"AAAA","LabelTyped":false}""")]
    public async Task A_grant_that_was_changed_meanwhile_ends_the_attempt_in_words(string form, string parked)
    {
        var other = await AskedAsync(byKey: false);
        await web.ExecuteAsync($"update connect_attempts set parked = '{parked}' where id = '{other.Flow.Split('/')[^1]}'");
        await other.Guest.Browser.OpenAsync(other.Flow);
        Assert.Equal(HttpStatusCode.SeeOther, (await other.Guest.Browser.SendFormAsync($"{other.Flow}/{form}", false, ("decision", "replace"))).Status);
        Assert.Contains("something went wrong on our side", (await other.Guest.Browser.OpenAsync(other.Flow)).Text);
        Assert.Equal(other.Old.SecretVersion, Assert.Single(await web.ConnectionsAsync(other.Agency.Tenant)).SecretVersion);
    }

    [Fact]
    public async Task Deciding_twice_counts_once()
    {
        var other = await AskedAsync(byKey: false);
        await DecideAsync(other, "addnew");
        var before = await web.PictureAsync();
        await DecideAsync(other, "replace");
        Assert.Equal(before, await web.PictureAsync());
    }

    [Fact]
    public async Task An_unknown_decision_changes_nothing()
    {
        var other = await AskedAsync(byKey: false);
        var answer = await other.Guest.Browser.SendFormAsync($"{other.Flow}/decide", false, ("decision", "burn"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("This is a different account", (await other.Guest.Browser.OpenAsync(other.Flow)).Text);
    }

    [Fact]
    public async Task A_colleague_cannot_decide()
    {
        var other = await AskedAsync(byKey: false);
        var colleague = await web.SignInAsync(await web.AddColleagueAsync(other.Agency));
        await colleague.Browser.OpenAsync($"/{other.Agency.Slug}/workflows");
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.Browser.SendFormAsync($"{other.Flow}/decide", false, ("decision", "replace"))).Status);
    }

    private async Task<Asked> AskedAsync(bool byKey)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var old = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        var answer = byKey
            ? await back.Guest.ConnectKeyAsync($"/{back.Agency.Slug}/connect/sandbox?workflow={back.Step.WorkflowId}&step={back.Step.Key}&method=api-key&connection={(await KeyAsync(back)).Id}", "Globex Sales", "sk_sandbox_globex")
            : await back.Guest.ConnectAsync(back.Step.Connect("oauth", old.Id), new() { AutoApprove = "acct_globex" });
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        old = byKey ? (await web.ConnectionsAsync(back.Agency.Tenant)).Single() : old;
        Assert.Contains("This is a different account", (await back.Guest.Browser.OpenAsync(answer.Location!)).Text);
        return new(back.Agency, back.Guest, back.Step, old, answer.Location!);
    }

    // The same external account, now with a key: connecting again keeps its row.
    private async Task<Connection> KeyAsync(Returning back)
    {
        await back.Guest.ConnectKeyAsync(back.Step.Connect("api-key"), "Acme Ops", "sk_sandbox_acme");
        return Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    private static async Task<string> DecideAsync(Asked other, string decision)
    {
        await other.Guest.Browser.OpenAsync(other.Flow);
        var answer = await other.Guest.Browser.SendFormAsync($"{other.Flow}/decide", false, ("decision", decision));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return (await other.Guest.Browser.OpenAsync(other.Flow)).Text;
    }

    private static Task<Answer> UseAsync(Asked other, Step step, Guid connection) =>
        other.Guest.Browser.SendFormAsync($"{step.Workflow}/steps/{step.Key}/account", false, ("connection", connection.ToString()));

    private sealed record Asked(Agency Agency, Guest Guest, Step Step, Connection Old, string Flow);
}
