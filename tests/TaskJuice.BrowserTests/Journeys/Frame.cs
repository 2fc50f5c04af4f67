namespace TaskJuice.BrowserTests.Journeys;

public sealed class Frame(RunningSystem system) : Journey(system)
{
    private static ILocator Bell(Visitor visitor) => visitor.Page.Locator("#bell-button");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_theme_is_chosen_with_and_without_script(bool script)
    {
        var ada = await OpenBuilderAsync(new() { JavaScriptEnabled = script, ColorScheme = ColorScheme.Light });
        var builder = ada.Page.Url;
        await Expect(ada.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(246, 245, 243)");
        await ada.Page.Locator(".top__user > summary").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();

        await Expect(ada.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(19, 19, 19)");
        await Expect(ada.Page).ToHaveURLAsync(builder);
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task The_bell_works_by_keyboard_and_keeps_focus()
    {
        var ada = await BrokenAsync();
        await Expect(Bell(ada)).ToHaveAccessibleNameAsync("Notifications, 1 unread");
        await Bell(ada).FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.Keyboard.PressAsync("Tab");
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" })).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(Bell(ada)).ToHaveAccessibleNameAsync("Notifications");
        await Expect(Bell(ada)).ToBeFocusedAsync();
        await Expect(ada.Builder.Banner).ToBeEmptyAsync();
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Marked as read");
        await Expect(ada.Page.Locator(".bell__body").GetByRole(AriaRole.Link, new() { Name = "Sandbox reauth required" })).ToBeVisibleAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Page.Locator(".bell__body")).ToBeHiddenAsync();
        await Expect(Bell(ada)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Without_script_the_banner_is_dismissed_and_the_page_stays()
    {
        var ada = await BrokenAsync(new() { JavaScriptEnabled = false });
        var builder = ada.Page.Url;
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss: mark as read" }).ClickAsync();

        await Expect(ada.Page).ToHaveURLAsync(builder);
        await Expect(ada.Builder.Banner.GetByRole(AriaRole.Heading)).ToHaveCountAsync(0);
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Reconnection needed.");
        await ada.Page.GotoAsync("/acme/notifications");
        await Expect(ada.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Sandbox reauth required");
    }

    private async Task<Visitor> BrokenAsync(BrowserNewContextOptions? options = null)
    {
        var ada = await OpenBuilderAsync(options);
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme books");
        await ada.Builder.AwaitClosedDialogAsync();
        await TheSystem.BreakConnectionsAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Builder.Banner).ToContainTextAsync("A connection needs to be reauthorized");
        return ada;
    }
}
