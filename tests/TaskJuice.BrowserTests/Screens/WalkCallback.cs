using System.Web;
using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Screens;

/// <summary>Coming back from the provider in a way that cannot be, and as somebody else.</summary>
public sealed partial class Walk
{
    /// <summary>Needs an attempt that waits; its cookies are taken away and given back.</summary>
    private async Task LookAtWrongEndsAsync()
    {
        var started = new Uri(visitor.Requests.Last(request => request.Contains("/oauth/authorize?"))["GET ".Length..]);
        var asked = HttpUtility.ParseQueryString(started.Query);
        var callback = $"{asked["redirect_uri"]}?state={asked["state"]}&code=none&iss={started.GetLeftPart(UriPartial.Authority)}/";
        var cookies = (await visitor.Context.CookiesAsync()).Select(cookie => cookie.Name).ToList();
        await WrongEndAsync("callback-link-used", callback.Replace("state=", "state=x"), without: null);
        await WrongEndAsync("callback-other-browser", callback, without: cookies.Last(name => name.StartsWith("__Host-tjf_", StringComparison.Ordinal)));
        await WrongEndAsync("callback-signed-out", callback, without: "__Host-taskjuice");
    }

    private async Task WrongEndAsync(string state, string callback, string? without)
    {
        var kept = await visitor.Context.StorageStateAsync();
        await using var elsewhere = await system.VisitAsync(new() { StorageState = kept });
        if (without is not null)
            await elsewhere.Context.ClearCookiesAsync(new() { Name = without });
        await elsewhere.Page.GotoAsync(callback);
        await Expect(elsewhere.Page.Locator(".result")).ToBeVisibleAsync();
        await look(state, elsewhere.Page);
    }

    private async Task ComeBackWrongAsync()
    {
        await system.BreakConnectionsAsync();
        await system.TurnAsync(new Knobs { AutoApprove = "acct_globex" });
        var account = await system.AddressOfAsync("Acme Ops");
        await Page.GotoAsync(account);
        await Page.Locator("#reconnect").ClickAsync();
        await LookAsync("oauth-reconnect", Builder.ConnectButton);
        await using var window = new Window(await Builder.OpenWindowAsync());
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "This is a different account" })).ToBeVisibleAsync();
        await look("decide", window.Page);
        // Cut off at the provider, the window reads closed from then on.
        await Expect(Page.Locator("[data-connect-hint=closed]")).ToBeVisibleAsync();
        await LookAsync("oauth-decide", Page.Locator("[data-connect-asks]"));
        await system.TurnAsync(new Knobs());
    }
}
