using System.Net;
using TaskJuice.Core.Connections;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

public sealed class DisconnectTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_confirmation_names_the_steps_and_what_ends_at_the_provider()
    {
        var kept = await Kept.OAuthAsync(web);
        var page = await kept.OpenAsync("/disconnect");
        Assert.Contains("Disconnect Acme Ops?", page);
        Assert.Contains("1 step will stop working until you reconnect the account:", page);
        Assert.Contains("<strong>New record</strong>", page);
        Assert.Contains("We'll ask Sandbox to revoke access.", page);
        Assert.Contains(">Disconnect Acme Ops</button>", page);
    }

    [Fact]
    public async Task The_access_ends_at_the_provider_and_the_credential_is_deleted()
    {
        var kept = await Kept.OAuthAsync(web);
        var answer = await kept.SendAsync("disconnect");

        Assert.Equal((HttpStatusCode.SeeOther, kept.Path), (answer.Status, answer.Location));
        Assert.Equal(ConnectionStatus.Revoked, (await kept.ReadAsync())!.Status);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{kept.Id}'"));
        Assert.Null((await web.LeaseAsync(kept.Agency.Tenant)).DueAt);
        Assert.Equal(1, await web.CallsAsync("revoke"));
        Assert.Equal((1L, 1L), (await kept.EventsAsync("disconnected", "Confirmed %"), await kept.EventsAsync("usedforcall", "revoke")));

        var page = await kept.OpenAsync();
        Assert.Contains("Sandbox confirmed that access was revoked.", page);
        Assert.Contains("disconnected it. The provider confirmed that access was revoked.", page);
        Assert.Contains("Acme Ops was disconnected", (await kept.Guest.Browser.OpenAsync($"{kept.Step.Workflow}?step={kept.Step.Key}")).Text);
    }

    [Fact]
    public async Task A_provider_that_does_not_confirm_is_named_and_the_credential_goes_all_the_same()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.Control.PutClientAsync(WebFixture.Client, new("another-secret"), TestContext.Current.CancellationToken);
        try
        {
            await kept.SendAsync("disconnect");
        }
        finally
        {
            await web.Control.PutClientAsync(WebFixture.Client, new ClientRegistration(WebFixture.ClientSecret), TestContext.Current.CancellationToken);
        }

        Assert.Equal(ConnectionStatus.Revoked, (await kept.ReadAsync())!.Status);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{kept.Id}'"));
        Assert.Contains("Sandbox hasn't confirmed yet.", await kept.OpenAsync());
    }

    [Fact]
    public async Task A_key_is_only_deleted_here_and_the_page_says_so()
    {
        var kept = await Kept.KeyAsync(web);
        Assert.Contains("It will still work at Sandbox until you delete it there.", await kept.OpenAsync("/disconnect"));
        await kept.SendAsync("disconnect");
        Assert.Contains("The key itself still works at Sandbox until you delete it there.", await kept.OpenAsync());
        Assert.Equal((0, 0L), (await web.CallsAsync("revoke"), await kept.EventsAsync("usedforcall", "revoke")));
    }

    [Theory]
    [InlineData("disconnect")]
    [InlineData("delete")]
    public async Task No_version_of_the_credential_is_left(string action)
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where id = '{kept.Id}'");
        await kept.Guest.TestStepAsync(kept.Step);
        Assert.Equal(2L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{kept.Id}'"));
        await kept.SendAsync(action);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{kept.Id}'"));
    }

    [Fact]
    public async Task A_second_click_changes_nothing_more()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.SendAsync("disconnect");
        var again = await kept.SendAsync("disconnect");
        Assert.Equal((HttpStatusCode.SeeOther, kept.Path), (again.Status, again.Location));
        Assert.Equal((1, 1L), (await web.CallsAsync("revoke"), await kept.EventsAsync("disconnected")));
        Assert.Equal(HttpStatusCode.SeeOther, (await kept.Guest.Browser.OpenAsync(kept.Path + "/disconnect")).Status);
    }

    [Fact]
    public async Task A_refresh_under_way_is_dropped_and_the_end_of_the_access_is_not_promised()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"update refresh_leases set owner = gen_random_uuid(), held_until = now() + interval '25 seconds' where connection_id = '{kept.Id}'");
        var before = await web.LeaseAsync(kept.Agency.Tenant);

        await kept.SendAsync("disconnect");

        var after = await web.LeaseAsync(kept.Agency.Tenant);
        Assert.Null(after.Owner);
        Assert.True(after.Generation > before.Generation);
        Assert.Equal(1L, await kept.EventsAsync("disconnected", "Unconfirmed %"));
    }

    [Fact]
    public async Task Connecting_the_same_account_again_brings_it_back_with_its_steps()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.SendAsync("disconnect");
        await kept.Guest.ConnectAsync(kept.Step.Connect("oauth", kept.Id));
        var back = (await kept.ReadAsync())!;
        Assert.Equal(ConnectionStatus.Active, back.Status);
        Assert.Contains("Sandbox responded.", await kept.Guest.TestStepAsync(kept.Step));
    }

    [Fact]
    public async Task With_script_the_whole_browser_goes_back_to_the_connection()
    {
        var kept = await Kept.OAuthAsync(web);
        var answer = await kept.SendAsync("disconnect", fragment: true);
        Assert.Equal((HttpStatusCode.OK, kept.Path), (answer.Status, answer.Header("HX-Redirect")));
    }

    [Fact]
    public async Task A_credential_that_cannot_be_opened_is_deleted_without_asking_the_provider()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.ExecuteAsync($"update connection_secrets set envelope = set_byte(envelope, length(envelope) - 1, 255 - get_byte(envelope, length(envelope) - 1)) where connection_id = '{kept.Id}'");
        await kept.SendAsync("disconnect");
        Assert.Contains("We couldn't ask Sandbox to revoke access.", await kept.OpenAsync());
        Assert.Equal(0, await web.CallsAsync("revoke"));
    }
}
