using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class KeepWorkflows(RunningSystem system) : Journey(system)
{
    private const string WholeRows = """
        options => options.filter(it => { const box = it.getBoundingClientRect(); return document.elementFromPoint(box.left + 20, box.bottom - 4)?.closest(".option") === it; }).length
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deleted_workflow_is_brought_back_and_a_copy_is_one_of_its_own(bool script)
    {
        var ada = await OpenAsync(script);
        await ChooseAsync(ada, "Delete");
        await Expect(ada.Page.Locator(".toast").GetByText("New customers deleted")).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Undo deleting New customers" }).ClickAsync();
        await Expect(ada.Page.Locator(".toast").GetByText("New customers restored, with its steps and accounts")).ToBeVisibleAsync();

        await ChooseAsync(ada, "Duplicate");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Copy of New customers" })).ToBeVisibleAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message"]);
        await Expect(ada.Page.Locator(".flow").GetByText("Client 001")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_step_is_changed_to_an_action_that_was_searched_for(bool script)
    {
        var ada = await OpenAsync(script);
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "New customers" }).ClickAsync();
        await ada.Page.Locator("#title-step2").ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("Send message");
        await ada.Page.Locator("#change-step").ClickAsync();
        await ada.Page.Locator("#app-search").FillAsync("ticket sandbox");
        if (!script)
            await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.Locator("#operation-hits form[method=post]").Filter(new() { HasText = "Sandbox action" }).GetByRole(AriaRole.Button).First.ClickAsync();

        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket"]);
        await Expect(ada.Page).ToHaveURLAsync(new Regex("step=step2$"));
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Client 001");
    }

    [Fact]
    public async Task Typing_narrows_the_list_of_workflows()
    {
        var ada = await OpenAsync(script: true);
        await TheSystem.WorkflowAsync("Something else");
        await ada.Page.ReloadAsync();
        await ada.Page.Locator("#workflow-search").PressSequentiallyAsync("send");
        await Expect(ada.Page.Locator("#workflows > li")).ToHaveCountAsync(1);
        await Expect(ada.Page.Locator("#workflow-search")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(1280, 800, "step1")]
    [InlineData(1280, 800, "step2")]
    [InlineData(390, 844, "step2")]
    public async Task With_sixty_accounts_a_new_one_is_in_sight_whatever_is_searched_for(int width, int height, string step)
    {
        var ada = await OpenAsync(script: true, width, height);
        await TheSystem.PlantAccountsAsync("Shop", 60);
        var workflow = await ada.Page.GetByRole(AriaRole.Link, new() { Name = "New customers" }).GetAttributeAsync("href");
        await ada.Page.GotoAsync($"{workflow}?step={step}");
        await ada.Builder.OpenAccountsAsync();
        await Expect(ada.Page.Locator("#connect-new")).ToBeInViewportAsync(new() { Ratio = 1 });

        await ada.Page.Locator("#accounts-toggle").ClickAsync();
        await ada.Page.Locator("#accounts-toggle").ClickAsync();
        await Expect(ada.Page.Locator("#account-search")).ToBeFocusedAsync();
        await Expect(ada.Page.Locator("#connect-new")).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.InRange(await ada.Builder.Offered.EvaluateAllAsync<int>(WholeRows), 4, 60);

        await ada.Page.Locator("#account-search").FillAsync("zebra");
        await Expect(ada.Page.GetByText("No match for 'zebra'")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#connect-new")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    private async Task<Visitor> OpenAsync(bool script, int width = 1280, int height = 800)
    {
        var ada = await VisitAsync(new() { JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = height } });
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client");
        await TheSystem.WorkflowAsync("New customers", new("sandbox", "new-record", "New record"), new("sandbox", "send-message", "Send message", "Client 001"));
        await ada.Page.ReloadAsync();
        return ada;
    }

    private static async Task ChooseAsync(Visitor ada, string action)
    {
        await ada.Page.GetByLabel("More actions for New customers").ClickAsync();
        await ada.Page.Locator(".workflow-menu .menu__item").Filter(new() { HasText = action }).Locator("visible=true").ClickAsync();
    }
}
