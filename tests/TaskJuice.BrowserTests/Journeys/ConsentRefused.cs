namespace TaskJuice.BrowserTests.Journeys;

public sealed class ConsentRefused(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task Saying_no_saves_nothing_and_the_next_try_works()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.SignInAsync(window);
        await Provider.DenyAsync(window);

        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "Not connected" })).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#connect-status")).ToContainTextAsync("Access wasn't granted at Sandbox. Nothing was saved.");
        Assert.Equal(0, await TheSystem.CountConnectionsAsync());

        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Connect Account");
        var second = await ada.Builder.OpenWindowAsync();
        await Provider.ContinueAsync(second);
        await Provider.AllowAsync(second);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }
}
