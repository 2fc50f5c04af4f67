using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Journeys;

/// <summary>Each press of Back leads somewhere else, and the window's title says where one is.</summary>
public sealed class WayBack(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task Edits_that_stay_in_one_place_are_no_steps_back()
    {
        var (ada, list, workflow) = await OpenAsync();
        await ada.Page.GotoAsync(list);
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "New customers" }).ClickAsync();
        await Expect(ada.Page.Locator(".flow")).ToBeVisibleAsync();

        await ada.Page.GetByLabel("Move up: Create ticket").ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket", "3. Send message"]);
        await ada.Page.GetByLabel("Move down: Create ticket").ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message", "3. Create ticket"]);
        await ChooseAsync(ada, "Send message", "Remove");
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket"]);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Undo removing Send message" }).ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message", "3. Create ticket"]);

        // What was put back is open, which is another place.
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("Send message");
        await ada.Page.GoBackAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
        await ada.Page.GoBackAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex("/acme/workflows$"));
        await ada.Page.GoForwardAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex(workflow));
    }

    [Fact]
    public async Task What_a_dialog_changed_in_place_leaves_no_step_back_either()
    {
        var (ada, list, _) = await OpenAsync();
        await ada.Page.GotoAsync(list);
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "New customers" }).ClickAsync();
        await ChooseAsync(ada, "Create ticket", "Move to...");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "2. After New record" }).ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket", "3. Send message"]);
        await Expect(ada.Page).ToHaveURLAsync(new Regex("/workflows/[0-9a-f-]{36}$"));

        await ada.Page.GoBackAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex("/acme/workflows$"));
    }

    [Fact]
    public async Task Back_still_goes_from_one_step_to_the_one_before()
    {
        var (ada, _, workflow) = await OpenAsync();
        await ada.Page.GotoAsync($"{workflow}?step=step1");
        await ada.Page.Locator("#title-step2").ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("Send message");
        await ada.Page.Locator("#title-step2").ClickAsync();
        await ada.Page.Locator("#title-step3").ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("Create ticket");

        await ada.Page.GoBackAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("Send message");
        await ada.Page.GoBackAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
    }

    [Fact]
    public async Task The_windows_title_follows_the_new_name()
    {
        var (ada, _, workflow) = await OpenAsync();
        await ada.Page.GotoAsync(workflow);
        await ada.Page.Locator("#workflow-name-edit").ClickAsync();
        await ada.Page.Locator("#workflow-name").FillAsync("Leads to chat");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page).ToHaveTitleAsync("Leads to chat · TaskJuice");

        await TheSystem.PlantAccountsAsync("Client");
        await ada.Page.GotoAsync(await TheSystem.AddressOfAsync("Client 001"));
        await ada.Page.Locator("#rename").ClickAsync();
        await ada.Page.Locator("#connection-name").FillAsync("Acme books");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page).ToHaveTitleAsync("Acme books · TaskJuice");
    }

    [Fact]
    public async Task A_step_that_was_removed_in_another_window_says_so_and_comes_back()
    {
        var (ada, _, workflow) = await OpenAsync();
        await ada.Page.GotoAsync(workflow);
        var other = await ada.Context.NewPageAsync();
        await other.GotoAsync(workflow);
        await other.Locator("#more-step2").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Remove" }).Locator("visible=true").ClickAsync();
        await Expect(other.Locator(".step__title")).ToHaveCountAsync(2);

        await ada.Page.Locator("#title-step2").ClickAsync();
        await Expect(ada.Page.Locator("#conflict-text")).ToHaveTextAsync("Send message has been removed. The list below is up to date.");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Restore Send message" }).ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message", "3. Create ticket"]);
    }

    private async Task<(Visitor Ada, string List, string Workflow)> OpenAsync()
    {
        var ada = await VisitAsync();
        await ada.SignInAsync();
        var workflow = await TheSystem.WorkflowAsync("New customers",
            new("sandbox", "new-record", "New record"), new("sandbox", "send-message", "Send message"), new("sandbox", "create-ticket", "Create ticket"));
        return (ada, "/acme/workflows", workflow);
    }

    private static async Task ChooseAsync(Visitor ada, string step, string action)
    {
        await ada.Page.GetByLabel($"More actions for {step}").ClickAsync();
        await ada.Page.Locator(".step .menu__item").Filter(new() { HasText = action }).Locator("visible=true").ClickAsync();
    }
}
