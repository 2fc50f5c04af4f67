namespace TaskJuice.BrowserTests.Screens;

/// <summary>What stands around every page: banner, bell, menus, settings, and the end of a session.</summary>
public sealed partial class Walk
{
    private async Task WarnAsync()
    {
        await VisitAsync("banner-one", "/acme/workflows", "#banner h2");
        await Page.Locator(".top__user > summary").ClickAsync();
        await look("user-menu", Page);
        await system.PlantAccountsAsync("Lost", 6);
        await system.BreakAsync("Lost");
        await VisitAsync("banner-many", "/acme/connections", "#banner .banner__more");
        await Page.Locator("#bell-button").ClickAsync();
        await LookAsync("bell", Page.Locator(".bell__body"));
        await VisitAsync("notifications", "/acme/notifications", ".notices--page");
        await GuideAsync();
        await VisitAsync("branding", "/acme/settings/branding?colour=%231d6f5c", ".brand-themes");
        await Page.Locator("#colour").FillAsync("juice");
        await Page.Locator("#brand-form .button--primary").ClickAsync();
        await LookAsync("branding-refused", Page.Locator("#colour-problem"));
    }

    private async Task GuideAsync()
    {
        await Page.GotoAsync("/acme/connections/reconnect");
        await Expect(Page.Locator("#guide-progress")).ToBeVisibleAsync();
        await system.ChangeAccountsAsync("Lost", "status = 'active', error_reason = null, error_since = null");
        await Page.ReloadAsync();
        await LookAsync("guide", Page.Locator(".guide__row--done").First);
        await system.ChangeAccountsAsync("Broken", "status = 'active', error_reason = null, error_since = null");
        await Page.ReloadAsync();
        await LookAsync("guide-over", Page.Locator(".guide__end"));
    }

    private async Task LeaveAsync()
    {
        await VisitAsync("gallery", "/dev/gallery");
        await Page.GotoAsync(_workflow);
        await visitor.Context.ClearCookiesAsync(new() { Name = "__Host-taskjuice" });
        await Page.Locator("#title-step2").ClickAsync();
        await LookAsync("session-ended", Page.GetByText("Sign in to continue to the page you asked for."));
    }
}
