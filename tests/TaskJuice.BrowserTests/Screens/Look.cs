namespace TaskJuice.BrowserTests.Screens;

/// <summary>One way to look at a page.</summary>
public sealed record Look(string Name, ColorScheme Scheme, int Width, int Height)
{
    public static IReadOnlyList<Look> All { get; } =
    [
        new("light-1280x800", ColorScheme.Light, 1280, 800),
        new("dark-1280x800", ColorScheme.Dark, 1280, 800),
        new("dark-390x844", ColorScheme.Dark, 390, 844),
        new("light-390x844", ColorScheme.Light, 390, 844),
    ];

    public bool IsFirstOfItsWidth => All.First(look => look.Width == Width) == this;

    /// <summary>Looks in every way, and leaves the page as the first one shows it.</summary>
    public static async Task InEveryWayAsync(IPage page, Func<Look, Task> act)
    {
        foreach (var look in All)
        {
            await look.TakeAsync(page);
            await act(look);
        }

        await All[0].TakeAsync(page);
    }

    public async Task TakeAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = Scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.SetViewportSizeAsync(Width, Height);
    }
}
