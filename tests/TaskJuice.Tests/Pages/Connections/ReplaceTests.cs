using System.Net;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

public sealed class ReplaceTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_preview_lists_the_steps_and_the_change_is_told()
    {
        var kept = await Kept.OAuthAsync(web);
        var other = await kept.AlsoAsync("Globex books");
        Assert.Contains("Globex books", await kept.OpenAsync("/replace"));
        var preview = await kept.OpenAsync($"/replace?with={other}");
        Assert.Contains("1 step will use Globex books:", preview);
        Assert.Contains("Replace in 1 step", preview);

        var answer = await kept.SendAsync("replace", false, ("with", other.ToString()));

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("Nothing uses Acme Ops anymore.", (await kept.Guest.Browser.OpenAsync(answer.Location!)).Text);
        Assert.Equal(other, await web.ReadAsync($"select connection_id from steps where workflow_id = '{kept.Step.WorkflowId}'"));
        Assert.Equal(1L, await kept.EventsAsync("replaced", "Globex books"));

        await kept.SendAsync("replace", false, ("with", other.ToString()));
        Assert.Equal(1L, await kept.EventsAsync("replaced"));
    }

    [Fact]
    public async Task Of_sixty_accounts_the_right_one_is_found_by_its_name_or_its_own_name_at_the_provider()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.PlantManyAsync(kept.Agency.Tenant, 60);
        var all = await kept.OpenAsync("/replace");
        Assert.Equal(50, all.Split("class=\"choice-card\"").Length - 1);
        Assert.Contains("10 more. Type to narrow the list.", all);

        foreach (var typed in (string[])["client 0042", "MAIL42@"])
            Assert.Contains("Client 0042", Assert.Single((await kept.OpenAsync($"/replace?q={Uri.EscapeDataString(typed)}")).Split("class=\"choice-card\"").Skip(1)));

        var none = await kept.OpenAsync("/replace?q=zebra");
        Assert.Contains("No match for 'zebra'", none);
        Assert.Contains("value=\"zebra\"", none);
    }

    [Fact]
    public async Task Steps_that_cannot_use_the_other_one_stay_and_removed_ones_change_too()
    {
        var kept = await Kept.KeyAsync(web);
        var browser = kept.Guest.Browser;
        var picky = await browser.AddStepAsync(kept.Step.Workflow, "list-records", kept.Step.Key);
        await browser.SendFormAsync($"{kept.Step.Workflow}/steps/{picky}/account", false, ("connection", kept.Id.ToString()));
        await browser.SendFormAsync($"{kept.Step.Workflow}/steps/{kept.Step.Key}/remove", false);
        await kept.Guest.ConnectAsync($"/{kept.Agency.Slug}/connect/sandbox?method=oauth", new() { AutoApprove = "acct_globex" });
        var oauth = (await web.ConnectionsAsync(kept.Agency.Tenant)).Single(row => row.Client is not null).Id;

        var preview = await kept.OpenAsync($"/replace?with={oauth}");
        Assert.Contains("removed step", preview);
        Assert.Contains("1 step won't change, because its action doesn't work with the way Globex Sales is connected:", preview);
        var done = await kept.SendAsync("replace", false, ("with", oauth.ToString()));

        Assert.Contains("The step now uses Globex Sales. The step below still uses Acme Ops.", (await browser.OpenAsync(done.Location!)).Text);
        Assert.Equal(oauth, await web.ReadAsync($"select connection_id from steps where key = '{kept.Step.Key}'"));
        Assert.Equal(kept.Id, await web.ReadAsync($"select connection_id from steps where key = '{picky}'"));
    }

    [Fact]
    public async Task A_broken_a_foreign_and_a_missing_one_cannot_take_its_place()
    {
        var foreign = await Kept.OAuthAsync(web);
        var kept = await Kept.OAuthAsync(web);
        var broken = await kept.AlsoAsync("Globex books");
        await web.ExecuteAsync($"update connections set status = 'error' where id = '{broken}'");
        foreach (var other in (Guid[])[broken, foreign.Id, Guid.NewGuid(), kept.Id])
        {
            var answer = await kept.SendAsync("replace", false, ("with", other.ToString()));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains("This workspace has no other working Sandbox account.", answer.Text);
        }

        Assert.Equal(kept.Id, await web.ReadAsync($"select connection_id from steps where key = '{kept.Step.Key}'"));
    }
}
