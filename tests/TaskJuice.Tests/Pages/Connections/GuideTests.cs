using System.Net;
using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

public sealed class GuideTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_guide_remembers_what_was_broken_and_ticks_what_is_done()
    {
        var kept = await Kept.OAuthAsync(web);
        var other = await kept.AlsoAsync("Globex books");
        await web.ExecuteAsync($"update connections set status = 'error', error_reason = 'invalid_grant', error_since = now() where workspace_id = '{kept.Agency.Tenant.WorkspaceId}'");
        Assert.Contains("Reconnect all 2", (await kept.Guest.Browser.OpenAsync(kept.List)).Text);

        var opened = await kept.Guest.Browser.OpenAsync($"{kept.List}/reconnect");
        Assert.Equal(HttpStatusCode.Redirect, opened.Status);
        var guide = (await kept.Guest.Browser.OpenAsync(opened.Location!)).Text;
        Assert.Contains("0 of 2 done", guide);
        Assert.Contains($"connect/sandbox?connection={kept.Id}&return=guide&ids=", guide);

        await web.ExecuteAsync($"update connections set status = 'active', error_reason = null where id = '{other}'");
        guide = (await kept.Guest.Browser.OpenAsync(opened.Location!)).Text;
        Assert.Contains("1 of 2 done", guide);
        Assert.Contains("Globex books", guide);
        Assert.DoesNotContain($"fix-{other}", guide);

        await kept.Guest.ConnectAsync(kept.Step.Connect("oauth", kept.Id));
        guide = (await kept.Guest.Browser.OpenAsync(opened.Location!)).Text;
        Assert.Contains("Everything is connected", guide);
        Assert.Contains("2 connections are working again.", guide);
    }

    [Fact]
    public async Task Deleted_and_foreign_connections_are_passed_over()
    {
        var foreign = await Kept.OAuthAsync(web);
        await foreign.BreakAsync();
        var kept = await Kept.OAuthAsync(web);
        await kept.BreakAsync();
        var guide = (await kept.Guest.Browser.OpenAsync($"{kept.List}/reconnect?ids={foreign.Id:N},{kept.Id:N},{Guid.NewGuid():N},nonsense")).Text;
        Assert.Contains("0 of 1 done", guide);
        Assert.DoesNotContain(foreign.Id.ToString(), guide);
    }

    [Fact]
    public async Task Nothing_to_do_is_said_calmly()
    {
        var kept = await Kept.OAuthAsync(web);
        Assert.Contains("No connections need reconnecting.", (await kept.Guest.Browser.OpenAsync($"{kept.List}/reconnect")).Text);
    }

    [Fact]
    public async Task What_broke_meanwhile_waits_for_the_next_round()
    {
        var kept = await Kept.OAuthAsync(web);
        var other = await kept.AlsoAsync("Globex books");
        await kept.BreakAsync();
        var guide = (await kept.Guest.Browser.OpenAsync($"{kept.List}/reconnect?ids={other:N}")).Text;
        Assert.Contains("This batch is done", guide);
        Assert.Contains("1 more connection needs reconnecting.", guide);
    }
}
