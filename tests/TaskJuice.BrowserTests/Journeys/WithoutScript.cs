namespace TaskJuice.BrowserTests.Journeys;

public sealed class WithoutScript(RunningSystem system) : Journey(system)
{
    private async Task<Visitor> OpenAsync()
    {
        var ada = await OpenBuilderAsync(new() { JavaScriptEnabled = false });
        await ada.Builder.AddAsync("Sandbox", "New record");
        return ada;
    }

    [Fact]
    public async Task An_account_is_connected_with_OAuth_in_the_same_tab_and_tested()
    {
        var ada = await OpenAsync();
        await ada.Builder.AskToConnectAsync("oauth");
        await ada.Builder.ConnectButton.ClickAsync();
        await Provider.SignInAsync(ada.Page);
        await Provider.AllowAsync(ada.Page);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");

        await ada.Builder.TestStepAsync();
        await Expect(ada.Builder.Answer).ToContainTextAsync("Sandbox responded.");
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Active");
    }

    [Fact]
    public async Task An_account_is_connected_with_a_key_after_a_wrong_one()
    {
        var ada = await OpenAsync();
        ada.Expects(422);
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_nobody");
        await Expect(ada.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sandbox didn't accept this key.");
        await Expect(ada.Page.GetByLabel("Connection Name")).ToHaveValueAsync("Acme books");

        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme books");
    }

    [Fact]
    public async Task A_step_is_added_given_an_account_removed_and_put_back()
    {
        var ada = await OpenAsync();
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await TheSystem.PlantAccountsAsync("Globex");
        await ada.Builder.AddAsync("Sandbox", "Send message");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme books");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await ada.Page.GetByPlaceholder("Search accounts...").FillAsync("globex");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await ada.Builder.Offered.ClickAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex 001");

        await ada.Page.GetByLabel("More actions for Send message").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).Locator("visible=true").ClickAsync();
        var step = ada.Page.GetByRole(AriaRole.Link, new() { Name = "2. Send message" });
        await Expect(step).ToHaveCountAsync(0);

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(step).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_broken_account_is_repaired_from_the_banner()
    {
        var ada = await OpenAsync();
        await ada.Builder.AskToConnectAsync("oauth");
        await ada.Builder.ConnectButton.ClickAsync();
        await Provider.SignInAsync(ada.Page);
        await Provider.AllowAsync(ada.Page);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await TheSystem.BreakConnectionsAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Reconnection needed.");

        await ada.Builder.Banner.GetByRole(AriaRole.Link, new() { Name = "Sandbox reauth required" }).ClickAsync();
        await ada.Builder.ConnectButton.ClickAsync();
        await Provider.ContinueAsync(ada.Page);
        await Provider.AllowAsync(ada.Page);
        await Expect(ada.Builder.Banner).ToBeEmptyAsync();
        Assert.Equal(1, await TheSystem.CountConnectionsAsync());
        Assert.Equal("active", await TheSystem.ReadAsync("select status from connections"));
    }
}
