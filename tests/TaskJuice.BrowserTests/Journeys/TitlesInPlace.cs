namespace TaskJuice.BrowserTests.Journeys;

public sealed class TitlesInPlace(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task The_name_becomes_a_field_Escape_gives_up_and_Enter_saves()
    {
        var ada = await OpenBuilderAsync();
        var field = ada.Page.Locator("#workflow-name");
        await ada.Page.GetByRole(AriaRole.Heading, new() { Name = "New customers" }).ClickAsync();
        await Expect(field).ToBeFocusedAsync();
        await ada.Page.Keyboard.TypeAsync("Something else");
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(field).ToBeHiddenAsync();
        await Expect(ada.Page.Locator("#workflow-name-edit")).ToBeFocusedAsync();

        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToHaveValueAsync("New customers");
        await ada.Page.Keyboard.TypeAsync("Leads to chat");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Leads to chat" })).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Renamed to Leads to chat");
        await Expect(ada.Page.Locator(":focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_step_gets_its_title_the_same_way()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Page.Locator("#step-title-edit").ClickAsync();
        await Expect(ada.Page.Locator("#step-title")).ToBeFocusedAsync();
        await ada.Page.Keyboard.TypeAsync("Somebody signs up");
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("Somebody signs up");
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync("1. Somebody signs up");
        await Expect(ada.Page.Locator(":focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_title_that_cannot_be_stays_in_its_field()
    {
        var ada = await OpenBuilderAsync();
        ada.Expects(422);
        await ada.Page.Locator("#workflow-name-edit").ClickAsync();
        await ada.Page.Locator("#workflow-name").FillAsync("   ");
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(ada.Page.Locator("#workflow-name-trouble")).ToHaveTextAsync("A name must be 1 to 120 characters long.");
        await Expect(ada.Page.Locator("#workflow-name")).ToBeFocusedAsync();
    }
}
