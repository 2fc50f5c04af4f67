namespace TaskJuice.BrowserTests.Journeys;

public sealed class KeyboardOnly(RunningSystem system) : Journey(system)
{
    // More stops than any of these pages has.
    private const int MostStops = 60;

    [Fact]
    public async Task A_step_is_added_connected_and_tested_without_a_mouse_and_focus_is_never_lost()
    {
        var ada = await OpenBuilderAsync();
        var page = ada.Page;
        await TabToAsync(page, page.Locator("#add-first"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#app-search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("sandbox");
        await TabToAsync(page, page.Locator("a.tile[href$='app=sandbox']"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#picker-title")).ToHaveTextAsync("Sandbox");
        await Expect(page.Locator("#dialog :focus")).ToHaveCountAsync(1);

        await TabToAsync(page, page.Locator("#picker").GetByRole(AriaRole.Button, new() { NameRegex = new("^New record") }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#panel-title")).ToBeFocusedAsync();

        await TabToAsync(page, page.Locator("#connect-new"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#connect-title")).ToBeFocusedAsync();
        await TabToAsync(page, page.Locator("#method-api-key"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#key-form")).ToBeVisibleAsync();
        await Expect(page.Locator("#dialog :focus")).ToHaveCountAsync(1);

        await ConnectAsync(ada);
        await TabToAsync(page, page.Locator("#test-step"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(ada.Builder.Answer).ToContainTextAsync("Sandbox responded.");
        await Expect(page.Locator(":focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Escape_closes_the_dialog_and_gives_focus_back()
    {
        var ada = await OpenBuilderAsync();
        await TabToAsync(ada.Page, ada.Page.Locator("#add-first"));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.Locator("#app-search")).ToBeFocusedAsync();

        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Page.Locator("#dialog")).ToBeHiddenAsync();
        await Expect(ada.Page.Locator("#add-first")).ToBeFocusedAsync();
    }

    private static async Task ConnectAsync(Visitor ada)
    {
        ada.Expects(422);
        await TabToAsync(ada.Page, ada.Page.Locator("#field-name"));
        await ada.Page.Keyboard.TypeAsync("Acme books");
        await TabToAsync(ada.Page, ada.Page.Locator("#field-key"));
        await ada.Page.Keyboard.TypeAsync("sk_sandbox_nobody");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.Locator("#connect-trouble")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#dialog :focus")).ToHaveCountAsync(1);

        await TabToAsync(ada.Page, ada.Page.Locator("#field-key"));
        await ada.Page.Keyboard.TypeAsync("sk_sandbox_acme");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme books");
        await Expect(ada.Page.Locator(":focus")).ToHaveCountAsync(1);
    }

    private static async Task TabToAsync(IPage page, ILocator goal)
    {
        await Expect(goal).ToBeVisibleAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await goal.EvaluateAsync<bool>("goal => goal === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab never reaches {goal}.");
    }
}
