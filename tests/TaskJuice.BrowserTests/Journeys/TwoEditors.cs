namespace TaskJuice.BrowserTests.Journeys;

public sealed class TwoEditors(RunningSystem system) : Journey(system)
{
    private async Task<(Visitor Ada, Visitor Grace)> OpenBothAsync()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AddAsync("Sandbox", "Send message");
        var grace = await VisitAsync();
        await grace.SignInAsync(Visitor.Grace);
        await grace.Page.GotoAsync(ada.Page.Url);
        await Expect(grace.Page.Locator("#panel-title")).ToHaveTextAsync("Send message");
        return (ada, grace);
    }

    [Fact]
    public async Task What_one_typed_is_kept_when_the_other_was_faster_and_is_sent_again_with_one_click()
    {
        var (ada, grace) = await OpenBothAsync();
        ada.Expects(409);
        await RenameAsync(grace, "Grace's name");
        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Grace's name" })).ToBeVisibleAsync();

        await RenameAsync(ada, "Ada's name");
        await Expect(ada.Page.Locator("#conflict")).ToContainTextAsync("This workflow is now called Grace's name, so it wasn't renamed to Ada's name.");
        await Expect(ada.Page.Locator("#conflict")).ToBeFocusedAsync();
        await Expect(ada.Page.Locator("#workflow-name")).ToHaveValueAsync("Ada's name");

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Rename to Ada's name" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Ada's name" })).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#conflict")).ToHaveCountAsync(0);
        await Expect(ada.Page.Locator(":focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_move_in_an_old_order_is_not_done_and_shows_the_new_one()
    {
        var (ada, grace) = await OpenBothAsync();
        ada.Expects(409);
        await grace.Builder.AddAsync("Sandbox", "Create ticket");
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message"]);

        await ada.Page.GetByLabel("More actions for Send message").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Duplicate" }).Locator("visible=true").ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message", "3. Send message", "4. Create ticket"]);

        await grace.Page.GetByLabel("More actions for Create ticket").ClickAsync();
        await grace.Page.GetByRole(AriaRole.Link, new() { Name = "Move to..." }).Locator("visible=true").ClickAsync();
        await Expect(grace.Page.Locator("#move-title")).ToBeFocusedAsync();
        await ada.Page.GetByLabel("Move up: Create ticket").ClickAsync();
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Create ticket moved to position 3 of 4");

        grace.Expects(409);
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "2. After New record" }).ClickAsync();
        await Expect(grace.Page.Locator("#dialog")).ToBeHiddenAsync();
        await Expect(grace.Page.Locator("#conflict")).ToContainTextAsync("The order of the steps has changed, so Create ticket wasn't moved.");
        await Expect(grace.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message", "3. Create ticket", "4. Send message"]);
        await grace.Page.GetByRole(AriaRole.Button, new() { Name = "Move Create ticket to position 2" }).ClickAsync();
        await Expect(grace.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket", "3. Send message", "4. Send message"]);
    }

    private static async Task RenameAsync(Visitor visitor, string name)
    {
        await visitor.Page.Locator("#workflow-name-edit").ClickAsync();
        await visitor.Page.Locator("#workflow-name").FillAsync(name);
        await visitor.Page.Keyboard.PressAsync("Enter");
    }
}
