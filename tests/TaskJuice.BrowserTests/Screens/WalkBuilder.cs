namespace TaskJuice.BrowserTests.Screens;

/// <summary>From signing in to a builder with steps in every health.</summary>
public sealed partial class Walk
{
    private const string LongTitle = "Tell everybody in the sales team about the new customer 🎉 and write it down مرحبا in the list of those to call";

    private string _workflow = "";

    private async Task EnterAsync()
    {
        await VisitAsync("sign-in", "/sign-in");
        await Page.GetByLabel("Email").FillAsync(Visitor.Ada);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync("not it");
        await Page.Locator("#password").PressAsync("Enter");
        await LookAsync("sign-in-refused", Page.Locator("#trouble"));
        await visitor.SignInAsync();
        await look("workflows-empty", Page);
        await VisitAsync("connections-empty", "/acme/connections");
        await VisitAsync("notifications-empty", "/acme/notifications");
        await VisitAsync("not-found", "/acme/nothing-here");
        await VisitAsync("failed", "/dev/failure");
    }

    private async Task StartAsync()
    {
        await Page.GotoAsync("/acme/workflows");
        await Builder.CreateWorkflowAsync();
        await LookAsync("builder-empty", Page.GetByRole(AriaRole.Heading, new() { Name = "Start with a trigger" }));
        await Page.Locator("#add-first").ClickAsync();
        await LookAsync("add-step", Page.Locator("a.tile").First);
        await Page.Locator("#app-search").FillAsync("zebra");
        await LookAsync("add-step-no-match", Page.Locator("#app-tiles .empty"));
        await Page.Locator("#app-search").FillAsync("new ticket");
        await LookAsync("add-step-found", Page.Locator("#operation-hits"));
        await Page.Locator("#app-search").FillAsync("sandbox");
        await Page.Locator("a.tile[href$='app=sandbox']").ClickAsync();
        await Expect(Page.Locator("#picker-title")).ToHaveTextAsync("Sandbox");
        await look("add-step-app", Page);
        await Page.Locator("#picker").GetByRole(AriaRole.Button, new() { NameRegex = new("^New record") }).ClickAsync();
        await LookAsync("panel-no-accounts", Page.GetByText("No accounts available"));
    }

    private async Task PlantAsync()
    {
        await system.ExecuteAsync("delete from steps; delete from workflows; delete from connections");
        await system.PlantAccountsAsync("Client", 4);
        await system.PlantAccountsAsync("Limited", missing: "files:read");
        await system.PlantAccountsAsync("Broken");
        await system.PlantAccountsAsync("Ended", status: "revoked");
        await system.ExecuteAsync("update connections set client = 'shared', last_used_at = now(), scopes = '{records.read}'");
        _workflow = await system.WorkflowAsync("New customers",
            new("sandbox", "new-record", "New record", "Client 001"),
            new("sandbox", "send-message", "Send message"),
            new("sandbox", "create-ticket", "Create ticket", "Limited 001"),
            new("sandbox", "send-message", LongTitle, "Broken 001"),
            new("sandbox", "create-ticket", "Create another", "Ended 001"),
            new("gone", "nothing", "What the catalog lost"));
        await system.BreakAsync("Broken");
    }

    private async Task BuildAsync()
    {
        await VisitAsync("workflows-full", "/acme/workflows", "#workflows");
        await Page.Locator("#workflows .workflow-menu summary").ClickAsync();
        await look("workflow-menu", Page);
        await VisitAsync("workflows-no-match", "/acme/workflows?q=zebra", "#workflow-list .empty");
        await VisitAsync("builder-mixed", _workflow, ".flow");
        await Page.Locator("#more-step2").ClickAsync();
        await look("step-menu", Page);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Move to..." }).Locator("visible=true").ClickAsync();
        await LookAsync("move-to", Page.Locator("#move-title"));
        await Page.GotoAsync(_workflow);
        await Page.Locator("#add-after-step2").ClickAsync();
        await LookAsync("add-action", Page.Locator("a.tile").First);
        await Page.Locator("a.tile[href$='app=sandbox']").ClickAsync();
        await Expect(Page.Locator("#picker-title")).ToHaveTextAsync("Sandbox");
        await look("add-action-app", Page);
        await Page.GotoAsync($"{_workflow}?step=step2");
        await Page.Locator("#change-step").ClickAsync();
        await LookAsync("change-step", Page.Locator("a.tile").First);
        await Page.Locator("a.tile[href$='app=sandbox']").ClickAsync();
        await LookAsync("change-step-app", Page.Locator(".choice-card--now"));
        await VisitAsync("panel-missing", $"{_workflow}?step=step2", "#account-trouble");
        await VisitAsync("panel-limited", $"{_workflow}?step=step3", "#account-trouble");
        await VisitAsync("panel-broken", $"{_workflow}?step=step4", "#account-trouble");
        await VisitAsync("panel-disconnected", $"{_workflow}?step=step5", "#account-trouble");
        await VisitAsync("panel-app-gone", $"{_workflow}?step=step6", "#panel-title");
        await VisitAsync("panel-chosen", $"{_workflow}?step=step1", "#chosen-account");
        await Page.Locator("#workflow-name-edit").ClickAsync();
        await LookAsync("rename-workflow", Page.Locator("#workflow-name"));
        await system.ExecuteAsync("update workflows set version = version + 1, name = 'Renamed meanwhile'");
        await Page.Locator("#workflow-name").FillAsync("New leads");
        await Page.Keyboard.PressAsync("Enter");
        await LookAsync("builder-conflict", Page.Locator("#conflict"));
        await Page.GotoAsync(_workflow);
        await Page.Locator("#more-step6").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).Locator("visible=true").ClickAsync();
        await LookAsync("step-removed", Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Undo") }));
        await VisitAsync("step-removed-link", $"{_workflow}?step=step6", "#conflict");
        await DeleteAsync();
    }

    private async Task DeleteAsync()
    {
        await Page.Locator(".builder .workflow-menu summary").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).Locator("visible=true").ClickAsync();
        await LookAsync("workflow-deleted", Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Undo deleting") }));
        await VisitAsync("workflow-deleted-link", _workflow, "#deleted");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(Page.Locator(".flow")).ToBeVisibleAsync();
    }

    private async Task PickAsync()
    {
        await Page.GotoAsync($"{_workflow}?step=step1");
        await Builder.OpenAccountsAsync();
        await LookAsync("accounts-few", Builder.Offered.First);
        await system.PlantAccountsAsync("Shop", 60);
        await Page.Locator("#account-search").FillAsync("o");
        await Expect(Builder.Offered).ToHaveCountAsync(50);
        await Page.Keyboard.PressAsync("ArrowDown");
        await look("accounts-many", Page);
        await Page.GotoAsync(await system.AddressOfAsync("Client 001"));
        await Page.Locator("#replace").ClickAsync();
        await LookAsync("replace-many", Page.Locator("#replace-choices .choice-card").First);
        await Page.Locator("#replace-search").FillAsync("zebra");
        await LookAsync("replace-no-match", Page.Locator("#replace-choices .empty"));
        await Page.GotoAsync($"{_workflow}?step=step1");
        await Builder.OpenAccountsAsync();
        await Page.Locator("#account-search").FillAsync("broken");
        await Expect(Builder.Offered).ToHaveCountAsync(1);
        await LookAsync("accounts-broken", Page.GetByRole(AriaRole.Link, new() { Name = "Reconnect Broken 001" }));
        await Page.Locator("#account-search").FillAsync("zebra");
        await LookAsync("accounts-no-match", Page.GetByText("No match for 'zebra'"));
    }
}
