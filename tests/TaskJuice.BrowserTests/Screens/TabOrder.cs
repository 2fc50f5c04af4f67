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
        disclosure: Your account: Ada Lovelace
        """;

    [Fact]
    public async Task The_builder_with_its_panel()
    {
        var ada = await OpenAsync("?step=step1");
        await SameAsync(ada, $"""
            {Frame}
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
            """), await Stops.ReadAsync(ada.Page));
    }

    [Fact]
    public async Task The_key_dialog()
    {
        var ada = await OpenAsync("?step=step2");
        await ada.Builder.AskToConnectAsync("api-key");
        await Expect(ada.Page.Locator("#field-name")).ToBeFocusedAsync();
        Assert.Equal(Lines("""
            field: Connection Name
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
            """), await Stops.ReadAsync(ada.Page, staysInDialog: true));
    }

    [Fact]
    public async Task The_page_of_a_connection()
    {
        var ada = await OpenAsync("");
        await ada.Page.GotoAsync(await TheSystem.AddressOfAsync("Client 001"));
        await SameAsync(ada, $"""
            {Frame}
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
