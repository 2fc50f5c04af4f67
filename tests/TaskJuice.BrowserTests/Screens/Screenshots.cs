namespace TaskJuice.BrowserTests.Screens;

public sealed class Screenshots(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task Every_state_is_reached_and_pictured()
    {
        var directory = Artifacts.Clear("screenshots");
        var ada = await VisitAsync();

        await new Walk(TheSystem, ada).GoAsync((state, page) => Look.InEveryWayAsync(page, look => TakeAsync(page, Path.Combine(directory, $"{state}-{look.Name}.png"))));
        Assert.NotEmpty(Directory.GetFiles(directory, "banner-*.png"));
    }

    // Hiding the caret would be done with an inline style, which the pages do not allow.
    private static Task TakeAsync(IPage page, string file) => page.ScreenshotAsync(new() { Path = file, Caret = ScreenshotCaret.Initial });
}
