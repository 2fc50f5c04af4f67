using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed class WorkflowListTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_copy_has_the_same_steps_in_the_same_order_with_the_same_accounts()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        var account = await web.PlantAsync(ada.Agency.Tenant, "Acme");
        await ada.ChooseAsync(steps[1], account);
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[1]}/rename", true, ("title", "Tell sales"));
        await ada.Browser.SendFormAsync($"{ada.Workflow}/steps/{steps[2]}/remove", true);

        var copy = (await ada.Browser.SendFormAsync($"{ada.Workflow}/duplicate", false)).Location!;

        var page = await ada.Browser.OpenAsync(copy);
        Assert.Equal(["1. New record", "2. Tell sales"], page.Steps);
        Assert.Contains("<h1>Copy of Builder</h1>", page.Text);
        Assert.DoesNotContain("Removed steps", page.Text);
        Assert.Equal(account, await web.ReadAsync($"select connection_id from steps where workflow_id = '{copy.Split('/')[^1]}' and position = 1"));

        await ada.Browser.SendFormAsync($"{copy}/delete", false);
        Assert.Equal(2, (await ada.Browser.OpenAsync(ada.Workflow)).Steps.Count);
    }

    [Fact]
    public async Task The_copy_of_the_longest_name_is_cut_and_no_letter_in_half()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var name = string.Concat(Enumerable.Repeat("🎉", 120));
        await ada.Browser.SendFormAsync($"{ada.Workflow}/rename", true, ("name", name));

        var copy = (await ada.Browser.SendFormAsync($"{ada.Workflow}/duplicate", false)).Location!;

        Assert.Contains($"<h1>Copy of {string.Concat(Enumerable.Repeat("🎉", 112))}</h1>", (await ada.Browser.OpenAsync(copy)).Text);
    }

    [Theory]
    [InlineData("leads", "Leads to chat")]
    [InlineData("TELL SAL", "Leads to chat")]
    [InlineData("sandbox", "Leads to chat")]
    [InlineData("100%", "100% of it")]
    public async Task A_workflow_is_found_by_its_name_its_steps_and_their_apps(string typed, string found)
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var slug = ada.Agency.Slug;
        var leads = await ada.Browser.CreateWorkflowAsync(slug, "Leads to chat");
        var step = await ada.Browser.AddStepAsync(leads, "new-record");
        await ada.Browser.SendFormAsync($"{leads}/steps/{step}/rename", true, ("title", "Tell sales"));
        await ada.Browser.CreateWorkflowAsync(slug, "100% of it");

        var list = (await ada.Browser.OpenAsync($"/{slug}/workflows?q={Uri.EscapeDataString(typed)}")).Text;

        Assert.Contains($">{found}</a>", list);
        Assert.Single(list.Split("class=\"row__title\"").Skip(1));
        Assert.Contains($"No match for 'zebra'", (await ada.Browser.OpenAsync($"/{slug}/workflows?q=zebra")).Text);
    }
}
