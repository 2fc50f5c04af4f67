using System.Text.RegularExpressions;

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
    public async Task A_second_step_of_the_app_has_the_account_at_once_and_says_why()
    {
        var ada = await OpenWithAccountAsync();
        await ada.Builder.AddAsync("Sandbox", "Send message");

        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Expect(ada.Page.Locator("#account-like")).ToContainTextAsync("Uses Acme Ops, like step 1.");
        await Expect(ada.Page.GetByText("Every step is set up")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_account_is_chosen_with_two_clicks_and_focus_stays()
    {
        var ada = await OpenWithAccountAsync();
        await TheSystem.PlantAccountsAsync("Globex");
        await ada.Builder.AddAsync("Sandbox", "Send message");

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Change" }).ClickAsync();
        await Expect(ada.Page.Locator("#account-search")).ToBeFocusedAsync();
        await ada.Builder.Offered.Filter(new() { HasText = "Globex 001" }).ClickAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex 001");
        await Expect(ada.Page.Locator("#accounts-toggle")).ToBeFocusedAsync();
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
        await ada.Builder.OpenAccountsAsync();
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
        await Expect(ada.Page).ToHaveURLAsync(new Regex("/workflows/.*step="));
        await ada.Page.ReloadAsync();
        await ada.Builder.OpenAccountsAsync();
        await Expect(ada.Builder.Offered).ToHaveCountAsync(1);
        Assert.Equal(1, await TheSystem.CountConnectionsAsync());
    }
}
