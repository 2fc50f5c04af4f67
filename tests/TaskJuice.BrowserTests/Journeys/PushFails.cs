using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Journeys;

/// <summary>Nothing that hurries a result along is needed to get it.</summary>
public sealed class PushFails(RunningSystem system) : Journey(system)
{
    // Notes when a page complained, also when something else has taken the place of the complaint.
    private const string Watch = """
        addEventListener("DOMContentLoaded", () => new MutationObserver(() => window.complained ||= Boolean(document.querySelector(".toast--refusal")))
            .observe(document.body, { childList: true, subtree: true }));
        """;

    [Theory]
    [InlineData(204)]
    [InlineData(429)]
    public async Task Without_events_and_without_channels_asking_again_is_enough_and_nobody_complains(int status)
    {
        var ada = await VisitAsync();
        ada.Expects(status);
        await ada.Context.AddInitScriptAsync(Watch);
        await ada.Context.AddInitScriptAsync("window.BroadcastChannel = class { postMessage() {} addEventListener() {} };");
        await ada.Context.RouteAsync("**/events", route => route.FulfillAsync(new() { Status = status }));
        await ada.SignInAsync();
        await ada.Builder.CreateWorkflowAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");

        await ada.Builder.ConnectWithOAuthAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        Assert.Contains(ada.Requests, request => Regex.IsMatch(request, "^GET .*/connect/flows/[0-9a-f-]{36}$"));
        Assert.False(await ada.Page.EvaluateAsync<bool>("() => window.complained === true"));
    }

    [Fact]
    public async Task On_a_phone_the_account_is_connected_in_the_same_tab_and_the_step_is_open_again()
    {
        var ada = await OpenBuilderAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
        await ada.Builder.AddAsync("Sandbox", "New record");
        var step = ada.Page.Url;
        await ada.Builder.AskToConnectAsync("oauth");
        await ada.Builder.ConnectButton.TapAsync();
        await Provider.SignInAsync(ada.Page);
        await Provider.AllowAsync(ada.Page);

        await Expect(ada.Page).ToHaveURLAsync(step);
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        Assert.Single(ada.Context.Pages);
    }
}
