using System.Diagnostics;
using System.Globalization;
using TaskJuice.BrowserTests;
using TaskJuice.BrowserTests.Screens;

namespace TaskJuice.Screens;

/// <summary>What a person waits for on a slow line, and how much travels for it.</summary>
internal sealed class SlowNetwork(RunningSystem system)
{
    private const int BytesPerSecond = 400_000 / 8;
    private const int LatencyMs = 400;

    private double _bytes;
    private int _requests;

    public async Task PrintAsync()
    {
        await system.StartOverAsync();
        await using var ada = await system.VisitAsync();
        await ada.SignInAsync();
        await system.PlantAccountsAsync("Client", 60);
        var workflow = await system.WorkflowAsync("Ten steps", TenSteps.All);
        await using var fresh = await system.VisitAsync();
        await fresh.Context.AddCookiesAsync((await ada.Context.CookiesAsync()).Select(cookie => cookie.Again()));
        var page = fresh.Page;
        await SlowDownAsync(fresh);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"At {BytesPerSecond * 8 / 1000} kbit/s with {LatencyMs} ms of latency, ten steps, sixty accounts:"));
        await MeasureAsync("first view of the builder", () => page.GotoAsync(workflow, new() { WaitUntil = WaitUntilState.Load }));
        var painted = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    painted after {painted:F0} ms"));
        await MeasureAsync("second view", () => page.ReloadAsync(new() { WaitUntil = WaitUntilState.Load }));
        await MeasureAsync("open a step that has an account", () => OpenAsync(page, 2));
        await MeasureAsync("open its accounts", async () =>
        {
            await page.Locator(".accounts__chosen").ClickAsync();
            await Expect(page.Locator("#account-list .option").First).ToBeVisibleAsync();
        });
        await MeasureAsync("open a step that needs one", () => OpenAsync(page, 4));
        await MeasureAsync("choose an account", async () =>
        {
            await page.Locator("#account-list .option").First.ClickAsync();
            await Expect(page.Locator("#chosen-account")).ToBeVisibleAsync();
        });
    }

    private static async Task OpenAsync(IPage page, int step)
    {
        await page.Locator($"#title-step{step}").ClickAsync();
        await Expect(page.Locator("#panel-title")).ToHaveTextAsync(TenSteps.All[step - 1].Title);
    }

    private async Task SlowDownAsync(Visitor visitor)
    {
        var devtools = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        devtools.Event("Network.loadingFinished").OnEvent += (_, data) => (_bytes, _requests) = (_bytes + data!.Value.GetProperty("encodedDataLength").GetDouble(), _requests + 1);
        await devtools.SendAsync("Network.enable");
        await devtools.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = LatencyMs,
            ["downloadThroughput"] = BytesPerSecond,
            ["uploadThroughput"] = BytesPerSecond,
        });
    }

    private async Task MeasureAsync(string what, Func<Task> act)
    {
        (_bytes, _requests) = (0, 0);
        var started = Stopwatch.GetTimestamp();
        await act();
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {took:F0} ms, {_bytes / 1024:F1} KiB in {_requests} requests"));
    }
}
