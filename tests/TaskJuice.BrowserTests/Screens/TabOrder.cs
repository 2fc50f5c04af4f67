namespace TaskJuice.BrowserTests.Screens;

/// <summary>The order in which keys lead through the main screens. A change here is a change for everybody who does not use a mouse.</summary>
public sealed class TabOrder(RunningSystem system) : Journey(system)
{
    private const string Frame = """
        link: Skip to main content
        link: TaskJuice
        disclosure: Workspace: Acme
        link: Workflows
        link: Connections
        disclosure: Notifications
        disclosure: Your account: ada@example.test
        """;

    [Fact]
    public async Task The_builder_with_its_panel()
    {
        var ada = await OpenAsync("?step=step1");
        await SameAsync(ada, $"""
            {Frame}
            link: Workflows
            disclosure: Rename workflow
            link: 1 step needs attention
            disclosure: More actions for New customers
            link: 1. New record
            disclosure: More actions for New record
            link: Add a step after New record
            link: 2. Send message
            button: Move up: Send message
            button: Move down: Send message
            disclosure: More actions for Send message
            link: Add a step after Send message
            disclosure: Rename step
            link: Close panel
            link: Choose another app or action
            disclosure: Selected account: Client 001 Active
            button: Test step
            """);
    }

    [Fact]
    public async Task The_open_account_picker()
    {
        var ada = await OpenAsync("?step=step2");
        await ada.Page.Locator("#accounts-toggle").FocusAsync();
        await ada.Page.Keyboard.PressAsync("Tab");
        Assert.Equal(Lines("""
            field: Search accounts
            link: Connect New Account
            link: Manage Sandbox accounts
            """), await Stops.ReadAsync(ada.Page));
    }

    [Fact]
    public async Task The_app_picker()
    {
        var ada = await OpenAsync("");
        await ada.Page.Locator("#add-after-step2").ClickAsync();
        await Expect(ada.Page.Locator("#app-search")).ToBeFocusedAsync();
        await ada.Page.Locator("#app-search").FillAsync("sandbox tenant");
        await Expect(ada.Page.Locator("a.tile")).ToHaveCountAsync(1);
        var stops = await Stops.ReadAsync(ada.Page, staysInDialog: true);
        Assert.Equal("field: Search apps and actions", stops[0]);
        Assert.Contains("Sandbox Tenant", stops[1]);
    }

    [Fact]
    public async Task The_key_dialog()
    {
        var ada = await OpenAsync("?step=step2");
        await ada.Builder.AskToConnectAsync("api-key");
        await Expect(ada.Page.Locator("#field-name")).ToBeFocusedAsync();
        Assert.Equal(Lines("""
            field: Connection Name
            field: API Key
            button: Show
            button: Connect Account
            link: Connect another way
            link: Close
            """), await Stops.ReadAsync(ada.Page, staysInDialog: true));
    }

    [Fact]
    public async Task The_OAuth_dialog()
    {
        var ada = await OpenAsync("?step=step2");
        await ada.Builder.AskToConnectAsync("oauth");
        await Expect(ada.Page.Locator("#dialog :focus")).ToHaveCountAsync(1);
        await ada.Builder.ConnectButton.FocusAsync();
        Assert.Equal(Lines("""
            button: Connect Account
            link: Connect another way
            link: Close
            disclosure: It will ask for 2 permissions
            """), await Stops.ReadAsync(ada.Page, staysInDialog: true));
    }

    [Fact]
    public async Task The_page_of_a_connection()
    {
        var ada = await OpenAsync("");
        await ada.Page.GotoAsync(await TheSystem.AddressOfAsync("Client 001"));
        await SameAsync(ada, $"""
            {Frame}
            link: Connections
            disclosure: Rename connection
            button: Check now
            link: New customers
            link: New record
            link: Replace key
            link: Replace in workflows...
            link: Disconnect
            link: Delete
            """);
    }

    private async Task<Visitor> OpenAsync(string step)
    {
        var ada = await VisitAsync();
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client", 2);
        var workflow = await TheSystem.WorkflowAsync("New customers",
            new("sandbox", "new-record", "New record", "Client 001"), new("sandbox", "send-message", "Send message"));
        await ada.Page.GotoAsync(workflow + step);
        return ada;
    }

    private static async Task SameAsync(Visitor ada, string expected)
    {
        await ada.Page.Locator(".skip").FocusAsync();
        Assert.Equal(Lines(expected), await Stops.ReadAsync(ada.Page));
    }

    private static string[] Lines(string text) => text.Split('\n');
}
