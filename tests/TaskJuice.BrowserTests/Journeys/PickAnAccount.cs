namespace TaskJuice.BrowserTests.Journeys;

public sealed class PickAnAccount(RunningSystem system) : Journey(system)
{
    private async Task<(Visitor Ada, ILocator Search)> OpenAsync(int accounts)
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await TheSystem.PlantAccountsAsync("Client", accounts);
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.Locator("#account-options")).ToHaveRoleAsync(AriaRole.Listbox);
        return (ada, ada.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search accounts" }));
    }

    [Fact]
    public async Task Arrows_point_Enter_picks_and_focus_stays_on_the_picker()
    {
        var (ada, search) = await OpenAsync(5);
        await search.FocusAsync();
        await Expect(search).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(search).ToHaveAttributeAsync("aria-controls", "account-options");
        await ada.Page.Keyboard.PressAsync("ArrowDown");
        await ada.Page.Keyboard.PressAsync("ArrowDown");
        await ada.Page.Keyboard.PressAsync("ArrowDown");
        await ada.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(ada.Page.Locator("[role=option][data-active]")).ToContainTextAsync("Client 002");
        await Expect(search).ToHaveAttributeAsync("aria-activedescendant", (await ada.Page.Locator("[role=option][data-active]").GetAttributeAsync("id"))!);
        await Expect(search).ToBeFocusedAsync();

        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Client 002");
        await Expect(ada.Page.Locator("#accounts-toggle")).ToBeFocusedAsync();

        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(search).ToBeFocusedAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Client 002");
        await Expect(ada.Builder.Offered.First).ToContainTextAsync("Client 002");
    }

    [Fact]
    public async Task Escape_closes_the_list_then_clears_the_text_then_closes_the_picker()
    {
        var (ada, search) = await OpenAsync(5);
        await search.FillAsync("client");
        await Expect(ada.Builder.Offered).ToHaveCountAsync(5);
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(search).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(ada.Builder.Offered.First).ToBeHiddenAsync();
        await Expect(search).ToHaveValueAsync("client");

        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(search).ToHaveValueAsync("");
        await Expect(search).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Page.Locator("#accounts-toggle")).ToBeFocusedAsync();
        await Expect(search).ToBeHiddenAsync();

        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(search).ToBeFocusedAsync();
        await Expect(ada.Builder.Offered).ToHaveCountAsync(5);
        await Expect(ada.Builder.Offered.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Typing_narrows_says_how_many_and_leaves_the_buttons_in_place()
    {
        var (ada, search) = await OpenAsync(200);
        await Expect(ada.Page.GetByText("150 more. Type to narrow the list.")).ToBeVisibleAsync();
        await search.ScrollIntoViewIfNeededAsync();
        var before = await ada.Page.Locator("#connect-new").EvaluateAsync<double>("it => it.offsetTop");

        await search.PressSequentiallyAsync("client 07");
        await Expect(ada.Builder.Offered).ToHaveCountAsync(10);
        await Expect(ada.Page.Locator("[data-accounts-count]")).ToHaveTextAsync("10 accounts");
        await Expect(search).ToBeFocusedAsync();
        await Expect(ada.Page.Locator("#account-options")).ToHaveRoleAsync(AriaRole.Listbox);
        Assert.Equal(before, await ada.Page.Locator("#connect-new").EvaluateAsync<double>("it => it.offsetTop"));

        await ada.Page.Keyboard.PressAsync("Home");
        Assert.Equal(0, await search.EvaluateAsync<int>("it => it.selectionStart"));
        await search.FillAsync("acm");
        await Expect(ada.Page.GetByText("No match for 'acm'")).ToBeVisibleAsync();
        await Expect(search).ToHaveAttributeAsync("aria-expanded", "false");
        await ada.Page.Keyboard.PressAsync("Tab");
        await Expect(ada.Page.Locator("#connect-new")).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Tab");
        await Expect(ada.Page.Locator("#manage-accounts")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_broken_account_is_repaired_from_beside_the_list()
    {
        var (ada, search) = await OpenAsync(1);
        await TheSystem.PlantAccountsAsync("Broken", status: "error");
        await search.FillAsync("broken");
        await Expect(ada.Builder.Offered).ToContainTextAsync("Reconnection needed.");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Reconnect Broken 001" }).ClickAsync();
        await Expect(ada.Builder.Dialog).ToContainTextAsync("Broken 001");
    }
}
