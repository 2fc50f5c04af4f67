using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests;

/// <summary>The workflow builder as a person uses it.</summary>
public sealed class Builder(IPage page)
{
    public ILocator Dialog => page.Locator("#connect, #picker");

    /// <summary>The name of the account the open step uses.</summary>
    public ILocator ChosenAccount => page.Locator("#chosen-account");

    public ILocator Badge => page.Locator(".accounts__chosen .badge");

    /// <summary>The accounts offered to the open step.</summary>
    public ILocator Offered => page.Locator("#account-list .option");

    public ILocator Banner => page.Locator("#banner");

    public ILocator Answer => page.Locator("#test-result");

    /// <summary>What the waiting dialog says.</summary>
    public ILocator Status => page.Locator("#connect-status");

    public ILocator ConnectButton => page.Locator("[data-connect-button]");

    public Task CreateWorkflowAsync(string name = "New customers") => CreateWorkflowAsync(name, page);

    public async Task AddAsync(string app, string operation)
    {
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Add a (trigger|step)") }).Last.ClickAsync();
        await page.Locator("a.tile").Filter(new() { Has = page.GetByText(app, new() { Exact = true }) }).ClickAsync();
        await page.Locator("#picker").GetByRole(AriaRole.Button, new() { NameRegex = new($"^{operation}") }).ClickAsync();
        await Expect(page.Locator("#panel-title")).ToHaveTextAsync(operation);
    }

    /// <summary>From the open step to the form of one way to connect; without a method, to the chooser or the only form.</summary>
    public async Task AskToConnectAsync(string? method = null)
    {
        var connect = page.Locator("#connect-new");
        if (!await connect.IsVisibleAsync())
            await page.Locator(".accounts__chosen").ClickAsync();
        await connect.ClickAsync();
        if (method is not null)
            await page.Locator($"#method-{method}").ClickAsync();
        await Expect(page.Locator("#connect-title")).ToBeVisibleAsync();
    }

    /// <summary>Presses Connect Account.</summary>
    /// <returns>The window that opened.</returns>
    public Task<IPage> OpenWindowAsync() => page.RunAndWaitForPopupAsync(() => ConnectButton.ClickAsync());

    /// <summary>Turns back to the page from another window. Every page of the test's browser takes itself for the one in front, so it is told.</summary>
    public async Task ComeBackAsync()
    {
        await page.BringToFrontAsync();
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('focus'))");
    }

    public async Task ConnectWithOAuthAsync(string? method = "oauth", string email = Provider.AcmeOps)
    {
        await AskToConnectAsync(method);
        var window = await OpenWindowAsync();
        await Provider.SignInAsync(window, email);
        await Provider.AllowAsync(window);
        await Expect(ChosenAccount).ToBeVisibleAsync();
        await AwaitClosedDialogAsync();
    }

    /// <summary>The dialog is gone and the browser has gone back from its address: until then it would end whatever the page is asked to load.</summary>
    public async Task AwaitClosedDialogAsync()
    {
        await Expect(page.Locator("#dialog")).ToBeHiddenAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("/connect/"));
    }

    public async Task ConnectWithKeyAsync(string name, string key)
    {
        await page.GetByLabel("Connection Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("API Key", new() { Exact = true }).FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connect Account" }).ClickAsync();
    }

    /// <summary>Shows the accounts that the open step can choose from.</summary>
    public async Task OpenAccountsAsync()
    {
        if (!await page.Locator("#account-search").IsVisibleAsync())
            await page.Locator(".accounts__chosen").ClickAsync();
        await Expect(page.Locator("#account-search")).ToBeVisibleAsync();
    }

    /// <summary>The steps as the list numbers them.</summary>
    public ILocator StepTitles => page.Locator(".step__title");

    public Task TestStepAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Test step" }).ClickAsync();

    private static async Task CreateWorkflowAsync(string name, IPage page)
    {
        await page.GetByLabel("Workflow name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/workflows/[0-9a-f-]{36}"));
    }
}
