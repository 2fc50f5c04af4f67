using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class WindowOutOfReach(RunningSystem system) : Journey(system)
{
    private async Task<(Visitor Ada, IPage Window)> StartAsync()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("oauth");
        return (ada, await ada.Builder.OpenWindowAsync());
    }

    [Fact]
    public async Task A_provider_that_cuts_its_window_off_is_connected_all_the_same()
    {
        await TheSystem.TurnAsync(new Knobs { Coop = true });
        var (ada, window) = await StartAsync();

        await Provider.SignInAsync(window);
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");

        // It looks closed from here and is open: nothing may be said of it that is not known.
        await ada.Page.BringToFrontAsync();
        await Expect(ada.Page.GetByText("Finish in the window that opened, and the result will appear here.")).ToBeVisibleAsync();
        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }

    [Fact]
    public async Task A_window_closed_too_early_is_no_failure_and_can_be_opened_again()
    {
        var (ada, window) = await StartAsync();
        await Provider.SignInAsync(window);
        await window.CloseAsync();
        await ada.Builder.ComeBackAsync();
        await Expect(ada.Page.GetByText("If you closed it, start again.")).ToBeVisibleAsync();
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Start again");
        await Expect(ada.Builder.ConnectButton).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(ada.Builder.Status).ToBeEmptyAsync();

        var again = await ada.Page.RunAndWaitForPopupAsync(() => ada.Page.GetByRole(AriaRole.Button, new() { Name = "Start again" }).ClickAsync());
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");
        await Provider.ContinueAsync(again);
        await Provider.AllowAsync(again);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }

    [Fact]
    public async Task What_is_finished_after_all_wins_over_the_offer_to_start_again()
    {
        await TheSystem.TurnAsync(new Knobs { Coop = true });
        var (ada, window) = await StartAsync();
        await Provider.SignInAsync(window);
        await ada.Page.BringToFrontAsync();
        await Expect(ada.Page.GetByText("If you closed it, start again.")).ToBeVisibleAsync();
        await ada.Builder.ComeBackAsync();
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Start again");

        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Expect(ada.Builder.Dialog).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Trying_again_leaves_nobody_with_two_windows()
    {
        var (ada, window) = await StartAsync();
        await Provider.SignInAsync(window);
        await Provider.DenyAsync(window);
        await Expect(ada.Builder.Status).ToContainTextAsync("Access wasn't granted");
        await Expect(window.Locator(".result")).ToBeVisibleAsync();

        var closed = window.UntilClosedAsync();
        var again = await ada.Builder.OpenWindowAsync();
        await closed;
        await Provider.ContinueAsync(again);
        await Provider.AllowAsync(again);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_started_anew()
    {
        var (ada, window) = await StartAsync();
        await Provider.SignInAsync(window);

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(ada.Page.Locator("#connect-status")).ToContainTextAsync("Nothing was saved.");
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Connect Account");
        await window.CloseAsync();

        var again = await ada.Builder.OpenWindowAsync();
        await Provider.ContinueAsync(again);
        await Provider.AllowAsync(again);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }
}
