using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class PopupBlocked(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task A_blocked_window_is_said_and_the_same_tab_works()
    {
        var ada = await OpenBuilderAsync();
        await ada.Page.AddInitScriptAsync("window.open = () => null");
        await ada.Page.ReloadAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("oauth");
        await ada.Builder.ConnectButton.ClickAsync();
        await Expect(ada.Page.GetByText("Please allow popups for this site to complete OAuth authentication.", new() { Exact = true })).ToBeVisibleAsync();

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Continue in this tab" }).ClickAsync();
        await Provider.SignInAsync(ada.Page);
        await Provider.AllowAsync(ada.Page);
        await Expect(ada.Page).ToHaveURLAsync(new Regex(@"/acme/workflows/[0-9a-f-]{36}\?step="));
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        Assert.Single(ada.Context.Pages);
    }
}
