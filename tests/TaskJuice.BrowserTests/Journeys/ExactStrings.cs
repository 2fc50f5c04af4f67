namespace TaskJuice.BrowserTests.Journeys;

/// <summary>What the product's documentation says it shows, letter by letter.</summary>
public sealed class ExactStrings(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task The_panel_and_the_picker_say_what_the_documentation_says()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");

        await Expect(ada.Page.GetByPlaceholder("Search accounts...", new() { Exact = true })).ToBeVisibleAsync();
        await ShownAsync(ada, "No accounts available");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Connect New Account", Exact = true }).ClickAsync();
        await HeadingAsync(ada, "Connect New Account");
        await ShownAsync(ada, "Choose how you'd like to connect your Sandbox account.");
    }

    [Fact]
    public async Task The_OAuth_form_says_what_the_documentation_says()
    {
        var ada = await OpenBuilderAsync();
        await ada.Page.AddInitScriptAsync("const open = window.open; window.open = (...all) => window.blocked ? null : open(...all);");
        await ada.Page.ReloadAsync();
        await ada.Builder.AddAsync("Sandbox OAuth", "New record");
        await ada.Builder.AskToConnectAsync();

        await HeadingAsync(ada, "Connect via OAuth 2.0");
        await ShownAsync(ada, "You'll be redirected to Sandbox OAuth to authorize access to your account.");
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Connect Account");
        await ada.Page.EvaluateAsync("window.blocked = true");
        await ada.Builder.ConnectButton.ClickAsync();
        await ShownAsync(ada, "Please allow popups for this site to complete OAuth authentication.");
        await ada.Page.EvaluateAsync("window.blocked = false");
        await ada.Builder.OpenWindowAsync();
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");
    }

    [Fact]
    public async Task The_key_form_says_what_the_documentation_says()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");

        await HeadingAsync(ada, "Connect with API Key");
        await Expect(ada.Page.GetByText("Connection Name", new() { Exact = true })).ToBeVisibleAsync();
        var key = ada.Page.GetByLabel("API Key", new() { Exact = true });
        await Expect(key).ToHaveAttributeAsync("type", "password");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(key).ToHaveAttributeAsync("type", "text");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Hide", Exact = true }).ClickAsync();
        await Expect(key).ToHaveAttributeAsync("type", "password");

        await key.FillAsync("sk_sandbox_acme");
        var sent = new TaskCompletionSource();
        await ada.Page.RouteAsync("**/key?**", async route =>
        {
            await sent.Task;
            await route.ContinueAsync();
        });
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Connect Account" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Connecting...", Exact = true })).ToBeVisibleAsync();
        sent.SetResult();
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Pending");
    }

    [Fact]
    public async Task Without_instructions_the_key_form_falls_back_to_the_documented_sentence()
    {
        var ada = await OpenBuilderAsync();
        await ada.Page.GotoAsync("/acme/connect/sandbox-tenant");
        await ShownAsync(ada, "Enter your Sandbox Tenant API credentials to connect your account.");
    }

    [Fact]
    public async Task An_app_without_a_method_says_whom_to_ask()
    {
        var ada = await OpenBuilderAsync();
        await ada.Page.GotoAsync("/acme/connect/slack");
        await ShownAsync(ada, "No accounts or authentication methods available for Slack. Please contact your administrator to configure OAuth providers.");
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "A connection needs to be reauthorized")]
    [InlineData(2, "2 connections need to be reauthorized")]
    [InlineData(21, "21 connections need to be reauthorized")]
    public async Task The_banner_counts_as_documented(int broken, string? heading)
    {
        var ada = await VisitAsync();
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client", broken);
        await TheSystem.BreakConnectionsAsync();
        await ada.Page.ReloadAsync();

        if (heading is null)
        {
            await Expect(ada.Builder.Banner).Not.ToContainTextAsync("reauthorized");
            return;
        }

        await Expect(ada.Builder.Banner.GetByRole(AriaRole.Heading)).ToHaveTextAsync(heading);
        await Expect(ada.Builder.Banner.GetByRole(AriaRole.Link, new() { NameRegex = new("^Sandbox reauth required") }).First).ToBeVisibleAsync();
        await ada.Page.GotoAsync("/acme/connections");
        await Expect(ada.Page.GetByText("Reconnection needed.", new() { Exact = true }).First).ToBeVisibleAsync();
    }

    private static Task ShownAsync(Visitor ada, string sentence) => Expect(ada.Page.GetByText(sentence, new() { Exact = true })).ToBeVisibleAsync();

    private static Task HeadingAsync(Visitor ada, string heading) =>
        Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true })).ToBeVisibleAsync();
}
