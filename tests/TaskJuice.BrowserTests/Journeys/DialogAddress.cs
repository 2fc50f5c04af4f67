using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class DialogAddress(RunningSystem system) : Journey(system)
{
    private static ILocator Dialog(Visitor visitor) => visitor.Page.Locator("#dialog");

    [Fact]
    public async Task Back_closes_a_dialog_and_leaves_the_page_beneath_as_it_was()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        var builder = ada.Page.Url;
        await ada.Builder.AskToConnectAsync("api-key");
        await Expect(ada.Page.Locator("#key-form")).ToBeVisibleAsync();
        Assert.NotEqual(builder, ada.Page.Url);

        await ada.Page.GoBackAsync();
        await Expect(Dialog(ada)).ToBeHiddenAsync();
        await Expect(ada.Page).ToHaveURLAsync(builder);
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
        await Expect(ada.Page.Locator("#connect-new")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_reload_shows_the_dialog_as_a_page_that_leads_on()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await Expect(ada.Page.Locator("#key-form")).ToBeVisibleAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex("method=api-key"));
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Connect with API Key" })).ToBeVisibleAsync();
        await Expect(Dialog(ada)).ToBeHiddenAsync();

        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme books");
    }

    [Fact]
    public async Task Escape_asks_before_it_throws_away_what_was_typed()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        var builder = ada.Page.Url;
        await ada.Builder.AskToConnectAsync("api-key");
        await Expect(ada.Page.Locator("#key-form")).ToBeVisibleAsync();
        await ada.Page.GetByLabel("Connection Name").FillAsync("Acme books");

        await ada.Page.Keyboard.PressAsync("Escape");
        var keep = ada.Page.GetByRole(AriaRole.Button, new() { Name = "Keep editing" });
        await Expect(keep).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByLabel("Connection Name")).ToBeFocusedAsync();
        await Expect(ada.Page.GetByLabel("Connection Name")).ToHaveValueAsync("Acme books");

        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Discard changes" }).ClickAsync();
        await Expect(Dialog(ada)).ToBeHiddenAsync();
        await Expect(ada.Page).ToHaveURLAsync(builder);
        await Expect(ada.Page.Locator("#connect-new")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_asked_for_in_the_moment_a_dialog_closes_opens()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        var builder = ada.Page.Url;
        await ada.Builder.AskToConnectAsync("api-key");
        await Expect(ada.Page.Locator("#key-form")).ToBeVisibleAsync();

        await ada.Page.EvaluateAsync("""
            document.querySelector("#dialog [data-dialog-close]").click();
            document.getElementById("connect-new").click();
            """);
        await Expect(Dialog(ada).GetByRole(AriaRole.Heading).First).ToBeFocusedAsync();

        await ada.Page.GoBackAsync();
        await Expect(Dialog(ada)).ToBeHiddenAsync();
        await Expect(ada.Page).ToHaveURLAsync(builder);
    }

    [Fact]
    public async Task A_click_beside_the_dialog_does_not_close_it()
    {
        var ada = await OpenBuilderAsync();
        await ada.Page.Locator("#add-first").ClickAsync();
        await Expect(ada.Page.Locator("#app-search")).ToBeFocusedAsync();
        await ada.Page.Mouse.ClickAsync(5, 5);
        await Expect(Dialog(ada)).ToBeVisibleAsync();
    }
}
