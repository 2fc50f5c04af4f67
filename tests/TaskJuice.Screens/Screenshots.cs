using TaskJuice.BrowserTests;
using TaskJuice.BrowserTests.Screens;

namespace TaskJuice.Screens;

/// <summary>Pictures of every state in every look: all of them for the eye, some for the documentation.</summary>
internal static class Screenshots
{
    private static readonly string[] Kept = ["light-1280x800", "dark-390x844"];

    private static readonly string[] Documented =
    [
        "builder-empty", "builder-mixed", "add-action", "add-action-app", "add-step-found", "change-step-app", "replace", "replace-many", "workflow-deleted", "step-removed-link", "panel-missing", "panel-chosen", "panel-no-accounts", "accounts-few", "accounts-many", "accounts-no-match",
        "accounts-broken", "chooser", "not-available", "oauth", "key-tenant-refused", "oauth-in-progress", "oauth-blocked", "oauth-window-closed",
        "oauth-denied", "result-limited", "oauth-decide", "panel-tested", "taking-you", "result-connected", "callback-other-browser", "key",
        "key-shown", "key-wrong-kind", "key-unchecked", "key-two-fields", "connections-full", "connections-empty", "connections-none-found",
        "connection-active", "connection-error", "connection-limited", "delete", "banner-one", "banner-many", "bell", "guide", "branding", "sign-in",
        "not-found", "failed", "session-ended", "gallery",
    ];

    public static async Task TakeAsync(RunningSystem system)
    {
        var all = Artifacts.Clear("screenshots");
        var kept = Artifacts.Documentation("screenshots");
        await using var ada = await system.VisitAsync();

        var count = 0;
        await new Walk(system, ada, (state, page) => Look.InEveryWayAsync(page, async look =>
        {
            var file = Path.Combine(all, $"{state}-{look.Name}.png");
            await page.ScreenshotAsync(new() { Path = file, Caret = ScreenshotCaret.Initial });
            if (Kept.Contains(look.Name) && Documented.Contains(state))
                File.Copy(file, Path.Combine(kept, Path.GetFileName(file)), overwrite: true);
            count++;
        })).GoAsync();
        Console.WriteLine($"{count} pictures in {all}, those for the documentation in {kept}");
    }
}
