using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Screens;

/// <summary>Pasting a key, right and wrong.</summary>
public sealed partial class Walk
{
    private async Task PasteKeyAsync()
    {
        await Page.GotoAsync(await system.WorkflowAsync("Keys", new PlantedStep("sandbox", "new-record", "New record")) + "?step=step1");
        await Builder.AskToConnectAsync("api-key");
        await LookAsync("key", Page.Locator("#key-form"));
        await Page.Locator("#field-key").FillAsync("sk_sandbox_acme");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await look("key-shown", Page);
        await Builder.ConnectWithKeyAsync("", "sk_sandbox_acme");
        await LookAsync("key-no-name", Page.GetByText("Enter a name for this connection."));
        await Page.Locator("#field-key").FillAsync("pk_sandbox_acme");
        await Page.Locator("#field-key").PressAsync("Tab");
        await LookAsync("key-wrong-kind", Page.Locator("[data-pattern-help]").Filter(new() { HasText = "sk_" }));
        await Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_nobody");
        await LookAsync("key-refused", Page.GetByText("Sandbox didn't accept this key."));
        await system.TurnAsync(new Knobs { Api = new() { Status = 503 } });
        await Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await LookAsync("key-unchecked", Page.GetByRole(AriaRole.Button, new() { Name = "Save without checking" }));
        await system.TurnAsync(new Knobs());
        await Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(Builder.ChosenAccount).ToHaveTextAsync("Acme books");
        await look("panel-pending", Page);
        await ReplaceKeyAsync();
        await VisitAsync("key-two-fields", "/acme/connect/sandbox?method=account-token", "#key-form");
        await Page.GotoAsync("/acme/connect/sandbox-machine?method=client-credentials");
        await LookAsync("key-client", Page.GetByRole(AriaRole.Heading, new() { Name = "Connect with Client credentials" }));
        await PastePrivateKeyAsync();
    }

    private async Task PastePrivateKeyAsync()
    {
        await VisitAsync("key-private", "/acme/connect/sandbox-machine?method=service-account", "#key-form");
        await Page.GetByLabel("Account", new() { Exact = true }).FillAsync("service_acme");
        await Page.GetByLabel("Private Key", new() { Exact = true }).FillAsync("-----BEGIN PRIVATE KEY-----\nonly the beginning\n");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Connect Account" }).ClickAsync();
        await LookAsync("key-private-wrong", Page.GetByText("We can't use this Private Key."));
    }

    private async Task ReplaceKeyAsync()
    {
        await system.BreakAsync("Acme books");
        await Page.GotoAsync(await system.AddressOfAsync("Acme books"));
        await Page.Locator("#reconnect").ClickAsync();
        await Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_globex");
        await LookAsync("key-decide", Page.GetByRole(AriaRole.Heading, new() { Name = "This is a different account" }));
    }
}
