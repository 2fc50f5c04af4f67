using TaskJuice.BrowserTests;
using TaskJuice.BrowserTests.Screens;

namespace TaskJuice.Screens;

/// <summary>Pictures of every state in every look: all of them for the eye, the wide light and the narrow dark ones for the documentation.</summary>
internal static class Screenshots
{
    private static readonly string[] Kept = ["light-1280x800", "dark-390x844"];

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
            if (Kept.Contains(look.Name))
                File.Copy(file, Path.Combine(kept, Path.GetFileName(file)), overwrite: true);
            count++;
        })).GoAsync();
        Console.WriteLine($"{count} pictures in {all}, those for the documentation in {kept}");
    }
}
