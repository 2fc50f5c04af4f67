namespace TaskJuice.BrowserTests.Journeys;

public sealed class ReuseAnAccount(RunningSystem system) : Journey(system)
{
    private const string NothingThere = "No accounts available";

    private async Task<Visitor> OpenWithAccountAsync()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();
        return ada;
    }

    [Fact]
    public async Task A_second_step_of_the_app_takes_the_account_with_two_clicks()
    {
        var ada = await OpenWithAccountAsync();
        await ada.Builder.AddAsync("Sandbox", "Send message");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Close panel" }).ClickAsync();

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "2. Send message" }).ClickAsync();
        await ada.Builder.Offered.ClickAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Expect(ada.Page.GetByText("Every step is set up")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_step_that_does_not_accept_the_method_is_not_offered_the_account()
    {
        var ada = await OpenWithAccountAsync();
        await ada.Builder.AddAsync("Sandbox", "List records");

        await Expect(ada.Page.GetByText(NothingThere)).ToBeVisibleAsync();
        await Expect(ada.Builder.Offered).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Another_workspace_is_not_offered_the_account()
    {
        var ada = await OpenWithAccountAsync();
        await ada.Page.GotoAsync("/globex/workflows");
        await ada.Builder.CreateWorkflowAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");

        await Expect(ada.Page.GetByText(NothingThere)).ToBeVisibleAsync();
        await Expect(ada.Builder.Offered).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Typing_narrows_the_accounts()
    {
        var ada = await OpenWithAccountAsync();
        await ada.Builder.AddAsync("Sandbox", "Send message");
        var search = ada.Page.GetByPlaceholder("Search accounts...");

        await search.FillAsync("zebra");
        await Expect(ada.Page.GetByText("No match for 'zebra'")).ToBeVisibleAsync();
        await search.FillAsync("acme");
        await Expect(ada.Builder.Offered).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Connecting_the_same_account_again_updates_it()
    {
        var ada = await OpenWithAccountAsync();
        await ada.Builder.AddAsync("Sandbox", "Send message");
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.ContinueAsync(window);
        await Provider.AllowAsync(window);

        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Expect(ada.Builder.Offered).ToHaveCountAsync(1);
        Assert.Equal(1, await TheSystem.CountConnectionsAsync());
    }
}
