namespace TaskJuice.BrowserTests.Journeys;

public sealed class OtherAccount(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task Repairing_with_another_account_asks_first_and_can_replace_it_everywhere()
    {
        var (ada, window) = await ComeBackAsGlobexAsync();
        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "This is a different account" })).ToBeVisibleAsync();
        await Expect(ada.Builder.Status).ToContainTextAsync("You signed in to Sandbox OAuth as Globex Sales, but this connection belongs to Acme Ops.");

        await window.GetByRole(AriaRole.Button, new() { Name = "Use Globex Sales everywhere instead" }).ClickAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex Sales");
        await Expect(ada.Builder.Banner).Not.ToContainTextAsync("reauthorized");
    }

    [Fact]
    public async Task Repairing_with_another_account_can_add_it_as_new()
    {
        var (ada, window) = await ComeBackAsGlobexAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Add Globex Sales as a new account" }).ClickAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex Sales");
        await Expect(ada.Builder.Banner).ToContainTextAsync("A connection needs to be reauthorized");
        Assert.Equal(2, await TheSystem.CountConnectionsAsync());
    }

    [Fact]
    public async Task Repairing_with_another_account_can_be_given_up()
    {
        var (ada, window) = await ComeBackAsGlobexAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Cancel, change nothing" }).ClickAsync();
        await Expect(ada.Builder.Status).ToContainTextAsync("Nothing was saved.");
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Connect Account");
        Assert.Equal(1, await TheSystem.CountConnectionsAsync());
    }

    private async Task<(Visitor Ada, IPage Window)> ComeBackAsGlobexAsync()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox OAuth", "New record");
        await ada.Builder.ConnectWithOAuthAsync(method: null);
        await TheSystem.BreakConnectionsAsync();
        await ada.Page.ReloadAsync();

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sandbox OAuth reauth required" }).ClickAsync();
        var window = await ada.Builder.OpenWindowAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Use another account" }).ClickAsync();
        await Provider.SignInAsync(window, Provider.GlobexSales);
        await Provider.AllowAsync(window);
        return (ada, window);
    }
}
