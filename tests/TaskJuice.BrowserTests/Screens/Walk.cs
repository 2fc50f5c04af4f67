using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Screens;

/// <summary>Leads through the product and stops at everything a person gets to see.</summary>
public sealed class Walk(RunningSystem system, Visitor visitor)
{
    private IPage Page => visitor.Page;

    private Builder Builder => visitor.Builder;

    /// <param name="look">Is called in every state with its name and the page that shows it.</param>
    public async Task GoAsync(Func<string, IPage, Task> look)
    {
        visitor.Expects(404);
        visitor.Expects(422);
        await SignInAsync(look);
        await BuildAsync(look);
        await AskOnceAsync(look);
        await PasteKeyAsync(look);
        await ConsentAsync(look);
        await BreakAsync(look);
    }

    private async Task SignInAsync(Func<string, IPage, Task> look)
    {
        await Page.GotoAsync("/sign-in");
        await look("sign-in", Page);
        await visitor.SignInAsync();
        await look("workflows-empty", Page);
        await Page.GotoAsync("/acme/nothing-here");
        await look("not-found", Page);
        await Page.GotoAsync("/acme/workflows");
    }

    private async Task BuildAsync(Func<string, IPage, Task> look)
    {
        await Builder.CreateWorkflowAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Start with a trigger" })).ToBeVisibleAsync();
        await look("builder-empty", Page);
        await Page.Locator("#add-first").ClickAsync();
        await Expect(Page.Locator("#app-tiles")).ToBeVisibleAsync();
        await look("picker", Page);
        await Page.ReloadAsync();
        await Builder.AddAsync("Sandbox", "New record");
        await look("panel", Page);
        await Builder.AskToConnectAsync();
        await Expect(Builder.Dialog).ToContainTextAsync("Choose how you'd like to connect");
        await look("chooser", Page);
    }

    private async Task AskOnceAsync(Func<string, IPage, Task> look)
    {
        await Page.Locator("#method-oauth").ClickAsync();
        await Expect(Builder.ConnectButton).ToHaveTextAsync("Connect Account");
        await look("oauth-idle", Page);

        var open = await Page.EvaluateHandleAsync("() => { const open = window.open; window.open = () => null; return open; }");
        await Builder.ConnectButton.ClickAsync();
        await Expect(Page.GetByText("Please allow popups for this site")).ToBeVisibleAsync();
        await look("oauth-blocked", Page);
        await Page.EvaluateAsync("open => { window.open = open; }", open);
    }

    private async Task ConsentAsync(Func<string, IPage, Task> look)
    {
        await Builder.AddAsync("Sandbox", "Send message");
        await LookAtAccountsAsync(look);
        await Builder.AskToConnectAsync("oauth");
        var window = await Builder.OpenWindowAsync();
        await Expect(Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");
        await look("oauth-in-progress", Page);
        await Provider.SignInAsync(window, Provider.GlobexSales);
        await Provider.DenyAsync(window);
        await Expect(Page.Locator("#connect-status")).ToContainTextAsync("Access was not granted");
        await look("oauth-denied", Page);
        await look("result", window);
        await window.CloseAsync();
        await Page.ReloadAsync();
    }

    private async Task LookAtAccountsAsync(Func<string, IPage, Task> look)
    {
        await system.PlantAccountsAsync("Client", 60);
        await system.PlantAccountsAsync("Limited", missing: "files:read");
        await Builder.OpenAccountsAsync();
        await Page.Locator("#account-search").FillAsync("l");
        await Expect(Builder.Offered).ToHaveCountAsync(50);
        await Page.Keyboard.PressAsync("ArrowDown");
        await look("accounts", Page);
        await Page.Locator("#account-search").FillAsync("limited");
        await Builder.Offered.Filter(new() { HasText = "Limited 001" }).ClickAsync();
        await Expect(Page.Locator("#account-trouble")).ToBeVisibleAsync();
        await look("panel-limited", Page);
    }

    private async Task PasteKeyAsync(Func<string, IPage, Task> look)
    {
        await Page.ReloadAsync();
        await Builder.AskToConnectAsync("api-key");
        await look("key", Page);
        await Builder.ConnectWithKeyAsync("", "pk_sandbox_acme");
        await Expect(Page.GetByText("Enter a name for this connection.")).ToBeVisibleAsync();
        await look("key-refused", Page);
        await Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(Builder.ChosenAccount).ToBeVisibleAsync();
        await Builder.TestStepAsync();
        await Expect(Builder.Answer).ToContainTextAsync("Sandbox answered.");
        await look("panel-tested", Page);
    }

    private async Task BreakAsync(Func<string, IPage, Task> look)
    {
        var began = DateTimeOffset.UtcNow;
        await system.TurnAsync(new Knobs { AccessTokenSeconds = 2, RefuseRefresh = true });
        await Builder.AddAsync("Sandbox OAuth", "Update record");
        await Builder.AskToConnectAsync();
        var window = await Builder.OpenWindowAsync();
        await Provider.ContinueAsync(window, "Globex Sales");
        await Provider.AllowAsync(window);
        await Expect(Builder.ChosenAccount).ToBeVisibleAsync();
        await Spans.UntilAsync(system.TraceFile, spans => spans.Exists(span => span.Name == "connection.refresh" && span.Start > began));
        await Page.ReloadAsync();
        await Expect(Builder.Banner).ToContainTextAsync("A connection needs to be reauthorized");
        await look("banner", Page);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Close panel" }).ClickAsync();
        await Expect(Page.Locator("#panel-title")).ToHaveCountAsync(0);
        await look("builder-full", Page);
        await Page.GetByLabel("More actions for Send message").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Move to..." }).Locator("visible=true").ClickAsync();
        await Expect(Page.Locator("#move-title")).ToBeFocusedAsync();
        await look("move-to", Page);
        await Page.GotoAsync("/acme/workflows");
        await look("workflows-full", Page);
    }
}
