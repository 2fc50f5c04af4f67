using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

public sealed partial class FirstLookTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_first_step_that_needs_attention_is_open_and_takes_no_focus()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        Assert.Equal("New record", await OpenPanelAsync(ada, ""));

        await ada.ChooseAsync(steps[0], await web.PlantAsync(ada.Agency.Tenant, "Acme"));
        Assert.Equal("Send message", await OpenPanelAsync(ada, ""));
        Assert.DoesNotContain("autofocus", (await ada.Browser.OpenAsync(ada.Workflow)).Text);
        Assert.Contains("builder--offered", (await ada.Browser.OpenAsync(ada.Workflow)).Text);
    }

    [Fact]
    public async Task Where_nothing_needs_attention_the_first_step_is_open()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var account = await web.PlantAsync(ada.Agency.Tenant, "Acme");
        foreach (var step in await ada.AddThreeAsync())
            await ada.ChooseAsync(step, account);
        Assert.Equal("New record", await OpenPanelAsync(ada, ""));
    }

    [Fact]
    public async Task What_was_closed_or_asked_for_stays_so()
    {
        var ada = await AgencyBuilder.OpenAsync(web);
        var steps = await ada.AddThreeAsync();
        Assert.Equal("Create ticket", await OpenPanelAsync(ada, $"?step={steps[2]}"));
        Assert.Null(await OpenPanelAsync(ada, "?step="));
        Assert.Null(await OpenPanelAsync(ada, "?step=unknown"));

        var panel = (await ada.Browser.OpenAsync(ada.Workflow)).Text;
        Assert.Null(await OpenPanelAsync(ada, Close().Match(panel).Groups[1].Value));
    }

    private static async Task<string?> OpenPanelAsync(AgencyBuilder ada, string query)
    {
        var page = await ada.Browser.OpenAsync($"{ada.Workflow}{query}");
        return Title().Match(page.Text) is { Success: true } title ? title.Groups[1].Value : null;
    }

    [GeneratedRegex("<h2 id=\"panel-title\"[^>]*>([^<]*)</h2>")]
    private static partial Regex Title();

    [GeneratedRegex("id=\"panel-close\" href=\"[^\"?]*([^\"]*)\"")]
    private static partial Regex Close();
}
