using System.Text.RegularExpressions;
using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

/// <summary>The page stops waiting before the window has come back. How it ends is told all the same.</summary>
public sealed class ComeBackLate(RunningSystem system) : Journey(system)
{
    private static ILocator Toast(Visitor ada) => ada.Page.Locator("#toasts [data-toast]");

    [Fact]
    public async Task After_Escape_the_step_gets_its_account_and_a_message_says_so()
    {
        var (ada, window) = await AtConsentAsync();
        await ada.Page.BringToFrontAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Builder.Dialog).ToBeHiddenAsync();

        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Expect(Toast(ada)).ToContainTextAsync("Connected Acme Ops. This step now uses it.");
    }

    [Fact]
    public async Task After_loading_the_page_again_it_waits_on_and_leads_to_the_step()
    {
        var (ada, window) = await AtConsentAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");

        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Expect(Toast(ada)).ToContainTextAsync("Connected Acme Ops. This step now uses it.");
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Connected Acme Ops. This step now uses it.");
    }

    [Fact]
    public async Task An_answer_that_leads_to_the_step_is_the_last_one()
    {
        var (ada, window) = await AtConsentAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");

        var led = 0;
        await ada.Page.RouteAsync(new Regex("/connect/flows/[0-9a-f-]{36}$"), async route =>
        {
            var answer = await route.FetchAsync();
            if (answer.Headers.ContainsKey("hx-redirect"))
            {
                led++;
                await ada.Page.EvaluateAsync("document.querySelectorAll('[data-connect-listening]').forEach(it => htmx.trigger(it, 'flow'))");
            }

            await route.FulfillAsync(new() { Response = answer });
        });
        await Provider.AllowAsync(window);
        await Expect(Toast(ada)).ToContainTextAsync("Connected Acme Ops. This step now uses it.");
        Assert.Equal(1, led);
    }

    [Fact]
    public async Task On_another_page_the_message_comes_too_and_what_is_typed_there_stays()
    {
        var (ada, window) = await AtConsentAsync();
        await ada.Page.GotoAsync("/acme/workflows");
        await ada.Page.GetByLabel("Workflow name").FillAsync("Half a na");
        await Provider.AllowAsync(window);
        await Expect(ada.Page.GetByLabel("Workflow name")).ToHaveValueAsync("Half a na");

        await ada.Page.GetByLabel("Workflow name").FillAsync("");
        await Expect(Toast(ada)).ToContainTextAsync("Connected Acme Ops.");
    }

    [Fact]
    public async Task Opened_again_the_dialog_goes_on()
    {
        var (ada, window) = await AtConsentAsync();
        await ada.Page.BringToFrontAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Builder.AskToConnectAsync("oauth");
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");
        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }

    [Fact]
    public async Task Cancelled_after_a_reload_the_form_can_be_sent_anew()
    {
        var (ada, window) = await AtConsentAsync();
        await ada.Page.ReloadAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(ada.Builder.Status).ToContainTextAsync("Nothing was saved.");
        await window.CloseAsync();

        await TheSystem.TurnAsync(new Knobs { AutoApprove = "acct_acme" });
        await ada.Builder.ConnectButton.ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex(@"\?step="));
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }
}
