using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Screens;

/// <summary>Every state of connecting in a window of its own, and both sides of it.</summary>
public sealed partial class Walk
{
    private const string Authorize = "**/oauth/authorize?**";

    private static readonly Knobs AsAcme = new() { AutoApprove = "acct_acme" };

    private async Task ConnectAsync()
    {
        await Builder.AskToConnectAsync();
        await LookAsync("chooser", Page.Locator("#method-oauth"));
        await Page.Locator("#method-oauth").ClickAsync();
        await Expect(Builder.ConnectButton).ToHaveTextAsync("Connect Account");
        await look("oauth", Page);
        await Page.Locator("#connect details.more > summary").ClickAsync();
        await look("oauth-permissions", Page);
        await BlockAsync();
        await WaitAsync();
        await EndBadlyAsync();
        await EndWellAsync();
        await ChooseAsync();
        await AskDirectlyAsync();
    }

    private async Task BlockAsync()
    {
        await Page.EvaluateAsync("() => { window.reallyOpen = window.open; window.open = () => null; }");
        await Builder.ConnectButton.ClickAsync();
        await LookAsync("oauth-blocked", Page.GetByText("Please allow popups for this site"));
        await Page.EvaluateAsync("() => { window.open = window.reallyOpen; }");
    }

    // An answer without content leaves the window on the page that was there.
    private async Task WaitAsync()
    {
        var asked = new TaskCompletionSource();
        await visitor.Context.RouteAsync(Authorize, route =>
        {
            asked.TrySetResult();
            return route.FulfillAsync(new() { Status = 204 });
        });
        var window = await Builder.OpenWindowAsync();
        await Expect(window.GetByRole(AriaRole.Heading)).ToBeVisibleAsync();
        await LookAsync("oauth-in-progress", Page.Locator("[data-connect-waiting]"));
        await look("taking-you", window);
        await asked.Task;
        await LookAtWrongEndsAsync();
        await window.CloseAsync();
        // A page in the background is given its timers once a minute.
        await Builder.ComeBackAsync();
        await Expect(Builder.ConnectButton).ToHaveTextAsync("Start again");
        await LookAsync("oauth-window-closed", Page.Locator("[data-connect-hint=closed]"));
        await system.ExecuteAsync("update connect_attempts set ends_at = now() - interval '1 second'");
        await SayAsync("oauth-timed-out", "This took too long");
        await using var again = new Window(await Builder.OpenWindowAsync());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await SayAsync("oauth-cancelled", "Nothing was saved.");
        await visitor.Context.UnrouteAsync(Authorize);
    }

    private async Task EndBadlyAsync()
    {
        await EndAsync("denied", new() { Deny = true }, "Access wasn't granted");
        await EndAsync("provider-down", AsAcme with { Token = new() { Status = 503 } }, "Sandbox is having problems");
        await EndAsync("not-set-up", AsAcme with { Token = new() { Status = 401, Error = "invalid_client" } }, "Sandbox isn't set up correctly");
    }

    private async Task EndAsync(string how, Knobs knobs, string words)
    {
        await system.TurnAsync(knobs);
        await using var window = new Window(await Builder.OpenWindowAsync());
        await SayAsync($"oauth-{how}", words);
        await Expect(window.Page.Locator(".result")).ToBeVisibleAsync();
        await look($"result-{how}", window.Page);
    }

    private async Task EndWellAsync()
    {
        await system.TurnAsync(AsAcme);
        await using (var window = new Window(await Builder.OpenWindowAsync()))
        {
            await Expect(window.Page.Locator(".result--good")).ToBeVisibleAsync();
            await look("result-connected", window.Page);
        }

        await Expect(Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Builder.AwaitClosedDialogAsync();
        await Builder.TestStepAsync();
        await LookAsync("panel-tested", Builder.Answer);
        await system.TurnAsync(AsAcme with { Scopes = ["openid", "profile", "email", "offline_access", "records.read"] });
        await Builder.AskToConnectAsync("oauth");
        await using var limited = new Window(await Builder.OpenWindowAsync());
        await Expect(limited.Page.GetByRole(AriaRole.Link, new() { Name = "Ask again" })).ToBeVisibleAsync();
        await look("result-limited", limited.Page);
        await Expect(Builder.Dialog).ToBeHiddenAsync();
    }

    private async Task ChooseAsync()
    {
        await system.TurnAsync(AsAcme);
        await Builder.AskToConnectAsync("oauth-organisation");
        await using var window = new Window(await Builder.OpenWindowAsync());
        await Expect(window.Page.GetByRole(AriaRole.Radio)).ToHaveCountAsync(2);
        await look("choice", window.Page);
        // Cut off at the provider, the window reads closed from then on.
        await Expect(Page.Locator("[data-connect-hint=closed]")).ToBeVisibleAsync();
        await LookAsync("oauth-choice", Page.Locator("[data-connect-asks]"));
    }

    private async Task AskDirectlyAsync()
    {
        await VisitAsync("connect-page", "/acme/connect/sandbox", "#connect-title");
        await VisitAsync("not-available", "/acme/connect/slack", "[role=alert]");
        await VisitAsync("oauth-field", "/acme/connect/sandbox-oauth", "#field-region");
        await VisitAsync("key-tenant", "/acme/connect/sandbox-tenant", "#field-subdomain");
        await Page.Locator("#field-subdomain").FillAsync("not a subdomain");
        await Page.Locator("#field-subdomain").PressAsync("Enter");
        await LookAsync("key-tenant-refused", Page.Locator("[aria-invalid=true]").First);
    }

    /// <summary>A window that the walk closes itself.</summary>
    private sealed class Window(IPage page) : IAsyncDisposable
    {
        public IPage Page => page;

        public async ValueTask DisposeAsync() => await page.CloseAsync();
    }
}
