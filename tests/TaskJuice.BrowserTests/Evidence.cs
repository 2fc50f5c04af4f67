namespace TaskJuice.BrowserTests;

/// <summary>What a failed journey leaves behind: a picture and the markup of every page, what the pages did wrong, and the logs.</summary>
internal static class Evidence
{
    public static async Task KeepAsync(IEnumerable<Visitor> visitors, IEnumerable<string> complaints, string logs)
    {
        var test = TestContext.Current.TestMethod!;
        var directory = Artifacts.Clear("browser", $"{test.TestClass.TestClassSimpleName}.{test.MethodName}");
        await File.WriteAllLinesAsync(Path.Combine(directory, "complaints.txt"), complaints);
        await File.WriteAllTextAsync(Path.Combine(directory, "processes.log"), logs);
        await File.WriteAllLinesAsync(Path.Combine(directory, "requests.txt"), visitors.SelectMany(visitor => visitor.Requests));
        var number = 0;
        foreach (var page in visitors.SelectMany(visitor => visitor.Context.Pages))
            await TryKeepAsync(page, Path.Combine(directory, $"page-{++number}"));
    }

    // A page that hangs or just closed must not hide what went wrong.
    private static async Task TryKeepAsync(IPage page, string file)
    {
        try
        {
            await File.WriteAllTextAsync($"{file}.html", $"<!-- {page.Url} -->\n{await page.ContentAsync()}");
            await page.ScreenshotAsync(new() { Path = $"{file}.png", Timeout = 5_000 });
        }
        catch (PlaywrightException problem)
        {
            await File.WriteAllTextAsync($"{file}.txt", $"{page.Url}\n{problem.Message}");
        }
    }
}
