namespace TaskJuice.BrowserTests.Screens;

/// <summary>Nothing moves by itself while a page comes in, however late its typeface arrives.</summary>
public sealed class Shift(RunningSystem system) : Journey(system)
{
    // What is less than this is a hair's breadth of a line, which browsers round differently from one load to the next.
    private const string Watch = """
        window.shifts = [];
        new PerformanceObserver(list => {
          for (const entry of list.getEntries())
            if (!entry.hadRecentInput && entry.value >= 0.001) shifts.push(`${entry.value.toFixed(4)}: ${entry.sources.map(it => it.step?.id || it.step?.className || it.step?.nodeName).join(", ")}`);
        }).observe({ type: "layout-shift", buffered: true });
        """;

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task Nothing_moves_when_a_page_comes_in(int width, int height)
    {
        var ada = await VisitAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        await ada.Context.AddInitScriptAsync(Watch);
        var found = await ShiftsAsync(ada, "/sign-in");
        await ada.SignInAsync();
        foreach (var address in await PlantAsync())
            found.AddRange(await ShiftsAsync(ada, address));
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task Nothing_moves_when_the_typeface_comes_after_the_page()
    {
        var ada = await VisitAsync();
        await ada.SignInAsync();
        var late = await VisitAsync();
        await late.Context.AddCookiesAsync((await ada.Context.CookiesAsync()).Select(cookie => cookie.Again()));
        await late.Context.AddInitScriptAsync(Watch);
        var shown = new TaskCompletionSource();
        await late.Context.RouteAsync("**/*.woff2*", async route =>
        {
            await shown.Task;
            await route.ContinueAsync();
        });
        var builder = (await PlantAsync())[0];
        await late.Page.GotoAsync(builder, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await Expect(late.Page.Locator(".step")).ToHaveCountAsync(10);
        shown.SetResult();
        await late.Page.EvaluateAsync("() => document.fonts.ready");
        await late.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(await late.Page.EvaluateAsync<string[]>("() => shifts"));

        // From then on it is there.
        await late.Page.ReloadAsync();
        Assert.True(await late.Page.EvaluateAsync<bool>("() => document.fonts.check('1rem \"Atkinson Hyperlegible Next\"')"));
    }

    // With everything that comes in by itself: banner, bell, an open panel with its list.
    private async Task<string[]> PlantAsync()
    {
        await TheSystem.PlantAccountsAsync("Client", 12);
        await TheSystem.PlantAccountsAsync("Broken");
        await TheSystem.BreakAsync("Broken");
        var workflow = await TheSystem.WorkflowAsync("Ten steps", TenSteps.All);
        return
        [
            workflow, $"{workflow}?step=step2", $"{workflow}/steps/add", "/acme/workflows", "/acme/connections", await TheSystem.AddressOfAsync("Broken 001"),
            "/acme/connections/reconnect", "/acme/notifications", "/acme/settings/branding", "/acme/connect/sandbox?method=api-key",
        ];
    }

    private static async Task<List<string>> ShiftsAsync(Visitor ada, string address)
    {
        await ada.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        return [.. (await ada.Page.EvaluateAsync<string[]>("() => shifts")).Select(shift => $"{address}: {shift}")];
    }
}
