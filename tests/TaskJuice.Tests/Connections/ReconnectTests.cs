using System.Net;
using TaskJuice.Core.Connections;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class ReconnectTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_same_account_again_keeps_its_row_and_gets_a_new_credential()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var before = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        var secret = await web.SecretOfAsync(back.Agency.Tenant, before.Id);

        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.Guest.ConnectAsync(back.Step.Connect("oauth"))));

        var after = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal((before.Id, before.SecretVersion + 1, ConnectionStatus.Pending), (after.Id, after.SecretVersion, after.Status));
        Assert.NotEqual(secret["access_token"], (await web.SecretOfAsync(back.Agency.Tenant, after.Id))["access_token"]);
        Assert.Equal(1L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{after.Id}'"));
    }

    [Fact]
    public async Task Another_account_is_another_row()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"), new() { AutoApprove = "acct_globex" });
        Assert.Equal(["acct_acme", "acct_globex"], (await web.ConnectionsAsync(back.Agency.Tenant)).Select(row => row.ExternalAccountId));
    }

    [Fact]
    public async Task Repairing_with_another_account_replaces_nothing_and_names_both()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var before = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));

        var result = await back.Guest.ResultAsync(
            await back.Guest.ConnectAsync(back.Step.Connect("oauth", before.Id), new() { AutoApprove = "acct_globex" }));

        Assert.Contains("You signed in to Sandbox as Globex Sales, but this connection belongs to Acme Ops. Nothing has changed yet.", result);
        var after = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal((before.ExternalAccountId, before.SecretVersion), (after.ExternalAccountId, after.SecretVersion));
    }

    [Fact]
    public async Task A_repaired_connection_is_active_at_once_and_its_banner_gone()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var before = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        await web.ExecuteAsync($"update connections set status = 'error', error_reason = 'invalid_grant', error_since = now() where id = '{before.Id}'");
        Assert.Contains("A connection needs to be reauthorized", (await back.Guest.Browser.OpenAsync(back.Step.Workflow)).Text);

        await back.Guest.ConnectAsync(back.Step.Connect("oauth", before.Id));

        var after = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal((before.Id, ConnectionStatus.Active, null), (after.Id, after.Status, after.ErrorReason));
        Assert.DoesNotContain("reauthorized", (await back.Guest.Browser.OpenAsync(back.Step.Workflow)).Text);
    }

    [Fact]
    public async Task Connecting_again_after_the_first_use_leaves_it_active()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await back.Guest.TestStepAsync(back.Step);
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        Assert.Equal(ConnectionStatus.Active, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Status);
    }

    [Fact]
    public async Task A_connection_of_another_workspace_cannot_be_repaired_from_here()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var foreign = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        var other = await web.OpenAgencyAsync("acme");
        var guest = await web.SignInAsync(other);
        var step = await guest.AddStepAsync("acme");
        var before = await web.PictureAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await guest.Browser.OpenAsync(step.Connect("oauth", foreign.Id))).Status);
        var chosen = await guest.Browser.SendFormAsync($"{step.Workflow}/steps/{step.Key}/account", false, ("connection", foreign.Id.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, chosen.Status);
        foreach (var end in (string[])["oauth", "key"])
        {
            var address = step.Connect(end == "key" ? "api-key" : "oauth", foreign.Id).Replace("/sandbox?", $"/sandbox/{end}?");
            var posted = await guest.Browser.SendFormAsync(
                address, false, ("flow", Guid.NewGuid().ToString()), ("f.name", "Mine"), ("f.key", "sk_sandbox_acme"));
            Assert.Equal(HttpStatusCode.NotFound, posted.Status);
        }

        Assert.Equal(before, await web.PictureAsync());
    }
}
