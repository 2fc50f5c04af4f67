using TaskJuice.BrowserTests;

namespace TaskJuice.Screens;

/// <summary>A picture of the dashboard with one connect as a trace.</summary>
internal static class TracePicture
{
    public static async Task TakeAsync(RunningSystem system)
    {
        var began = DateTimeOffset.UtcNow;
        await using var ada = await system.VisitAsync();
        await ada.SignInAsync();
        await ada.Builder.CreateWorkflowAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();
        var spans = await system.AppHost.Dashboard.UntilAsync(began, all => all.Any(span => span.Name == "connect.show"));
        var trace = spans.Single(span => span.Name == "connect.start").TraceId;

        await using var developer = await system.VisitAsync(new() { ViewportSize = new() { Width = 1440, Height = 1400 }, ColorScheme = ColorScheme.Light });
        var login = system.AppHost.Dashboard.Login;
        await developer.Page.GotoAsync(login.ToString());
        await developer.Page.GotoAsync(new Uri(login, $"/traces/detail/{trace}").ToString());
        await Expect(developer.Page.GetByText("connect.callback").First).ToBeVisibleAsync();
        var file = Path.Combine(Artifacts.Documentation("screenshots"), "connect-trace.png");
        // What the dashboard has around every page is not what is to be seen.
        await developer.Page.ScreenshotAsync(new() { Path = file, Clip = new() { X = 68, Y = 52, Width = 1372, Height = 1348 } });
        Console.WriteLine($"{file}: {spans.Count(span => span.TraceId == trace)} spans");
        foreach (var span in spans.Where(span => span.TraceId == trace && !span.Tags.ContainsKey("db.query.text")).OrderBy(span => span.Start))
            Console.WriteLine($"{span.Start - spans[0].Start:ss\\.fff} {span.Name}");
    }
}
