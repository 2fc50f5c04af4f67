using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class ReloadAndBack(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task A_reload_shows_the_same_panel_and_Back_closes_it()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Close panel" }).ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveCountAsync(0);
        await ada.Page.GoBackAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
        await ada.Page.GoForwardAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "New customers" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("", "Connect New Account")]
    [InlineData("method=oauth", "Connect via OAuth 2.0")]
    [InlineData("method=api-key", "Connect with API Key")]
    public async Task Every_dialog_is_also_a_page_that_leads_back(string method, string heading)
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        var builder = ada.Page.Url;
        var address = await ada.Page.Locator("#connect-new").GetAttributeAsync("href");

        await ada.Page.GotoAsync($"{address}&{method}");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Back", Exact = true }).ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(builder);
    }

    [Theory]
    [InlineData("oauth")]
    [InlineData("key")]
    public async Task The_address_of_a_posted_form_leads_to_the_form(string action)
    {
        var ada = await OpenBuilderAsync();

        await ada.Page.GotoAsync($"/acme/connect/sandbox/{action}?method={(action == "key" ? "api-key" : "oauth")}");
        await Expect(ada.Page.Locator("#connect-title")).ToHaveTextAsync(new Regex("^Connect (via|with) "));
    }

    [Fact]
    public async Task The_picker_is_also_a_page()
    {
        var ada = await OpenBuilderAsync();
        var builder = ada.Page.Url;

        await ada.Page.GotoAsync($"{builder}/steps/add?app=sandbox");
        await ada.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^New record") }).ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
    }

    [Fact]
    public async Task An_attempt_that_is_not_there_is_a_friendly_404()
    {
        var ada = await VisitAsync();
        ada.Expects(404);
        await ada.SignInAsync();

        await ada.Page.GotoAsync($"/acme/connect/flows/{Guid.NewGuid()}");
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "Back to TaskJuice" })).ToBeVisibleAsync();
    }
}
