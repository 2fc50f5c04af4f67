namespace TaskJuice.BrowserTests.Journeys;

public sealed class ChoiceAfterConsent(RunningSystem system) : Journey(system)
{
    private async Task<(Visitor Ada, IPage Window)> ConsentAsync(string email)
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("oauth-organisation");
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.SignInAsync(window, email);
        await Provider.AllowAsync(window);
        return (ada, window);
    }

    [Fact]
    public async Task One_of_two_organisations_is_chosen_in_the_window()
    {
        var (ada, window) = await ConsentAsync(Provider.AcmeOps);
        var closed = window.UntilClosedAsync();
        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "Choose the organisation" })).ToBeVisibleAsync();
        await Expect(window.GetByRole(AriaRole.Radio)).ToHaveCountAsync(2);

        await window.GetByLabel("Acme Holdings").CheckAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Connect Account" }).ClickAsync();
        await closed;
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Holdings");
    }

    [Fact]
    public async Task A_single_organisation_is_taken_without_asking()
    {
        var (ada, _) = await ConsentAsync(Provider.GlobexSales);

        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex Corporation");
    }

    [Fact]
    public async Task Nothing_to_choose_from_is_said()
    {
        var (ada, window) = await ConsentAsync(Provider.InitechSolo);

        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "Nothing to connect" })).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#connect-status")).ToContainTextAsync("Nothing to connect");
        Assert.Equal(0, await TheSystem.CountConnectionsAsync());
    }
}
