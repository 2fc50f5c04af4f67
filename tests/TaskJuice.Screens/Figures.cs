using System.Diagnostics;
using System.Globalization;
using TaskJuice.BrowserTests;

namespace TaskJuice.Screens;

/// <summary>How quick and how light it is, measured in one run on this machine.</summary>
internal static class Figures
{
    private const int Consents = 20;

    private const string WithoutChannels = "window.BroadcastChannel = class { postMessage() {} addEventListener() {} };";

    public static async Task PrintAsync(RunningSystem system)
    {
        await VitalsAsync(system);
        await FirstViewAsync(system);
        await new SlowNetwork(system).PrintAsync();
        Say($"Consent to selected account, {Consents} times with push", await ConsentsAsync(system, push: true));
        Say($"Consent to selected account, {Consents} times without push", await ConsentsAsync(system, push: false));
    }

    private static async Task<List<double>> ConsentsAsync(RunningSystem system, bool push)
    {
        await system.StartOverAsync();
        await using var ada = await system.VisitAsync();
        if (!push)
        {
            await ada.Context.AddInitScriptAsync(WithoutChannels);
            await ada.Context.RouteAsync("**/events", route => route.AbortAsync());
        }

        await ada.SignInAsync();
        await ada.Builder.CreateWorkflowAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();

        var times = new List<double>();
        for (var done = 0; done < Consents; done++)
        {
            await ada.Builder.AskToConnectAsync("oauth");
            var window = await ada.Builder.OpenWindowAsync();
            await Provider.ContinueAsync(window);
            var allow = window.GetByRole(AriaRole.Button, new() { Name = "Allow" });
            await Expect(allow).ToBeVisibleAsync();
            var started = Stopwatch.GetTimestamp();
            await allow.ClickAsync();
            await Expect(ada.Builder.Dialog).ToBeHiddenAsync();
            await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!window.IsClosed)
                await window.CloseAsync();
        }

        return times;
    }

    // A browser that has seen nothing yet, signed in by the other one's cookies.
    private static async Task FirstViewAsync(RunningSystem system)
    {
        await using var ada = await system.VisitAsync();
        await ada.SignInAsync();
        await ada.Builder.CreateWorkflowAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await using var fresh = await system.VisitAsync();
        await fresh.Context.AddCookiesAsync((await ada.Context.CookiesAsync()).Select(cookie => cookie.Again()));
        var devtools = await fresh.Context.NewCDPSessionAsync(fresh.Page);
        var (bytes, requests) = (0.0, 0);
        devtools.Event("Network.loadingFinished").OnEvent += (_, data) => (bytes, requests) = (bytes + data!.Value.GetProperty("encodedDataLength").GetDouble(), requests + 1);
        await devtools.SendAsync("Network.enable");
        await fresh.Page.GotoAsync(ada.Page.Url, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Console.WriteLine($"First view of the builder: {bytes / 1024:F1} KiB on the wire in {requests} requests");
    }

    private static async Task VitalsAsync(RunningSystem system)
    {
        await using var ada = await system.VisitAsync();
        await ada.SignInAsync();
        await ada.Builder.CreateWorkflowAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AddAsync("Sandbox", "Send message");
        var devtools = await ada.Context.NewCDPSessionAsync(ada.Page);
        await devtools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        await ada.Page.AddInitScriptAsync("""
            window.vitals = { lcp: 0, cls: 0, inp: 0 }; window.slowest = ""; window.shifted = [];
            window.nameOf = step => step?.id || step?.className || step?.parentElement?.className || step?.nodeName || "what is gone";
            new PerformanceObserver(l => l.getEntries().forEach(e => vitals.lcp = e.startTime)).observe({ type: "largest-contentful-paint", buffered: true });
            new PerformanceObserver(l => l.getEntries().forEach(e => e.hadRecentInput || (vitals.cls += e.value, shifted.push(...e.sources.map(s => nameOf(s.step)))))).observe({ type: "layout-shift", buffered: true });
            new PerformanceObserver(l => l.getEntries().forEach(e => e.interactionId && e.duration > vitals.inp && (vitals.inp = e.duration, slowest = `${e.name} on ${nameOf(e.target)}`))).observe({ type: "event", durationThreshold: 16, buffered: true });
            """);
        await ada.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "1. New record" }).ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
        await ada.Builder.AskToConnectAsync();
        var vitals = await ada.Page.EvaluateAsync<Dictionary<string, double>>("() => vitals");
        var slowest = await ada.Page.EvaluateAsync<string>("() => slowest");
        var shifted = await ada.Page.EvaluateAsync<string>("() => shifted.join(', ')");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Builder with a processor slowed down 4 times: largest paint {vitals["lcp"]:F0} ms, layout shift {vitals["cls"]:F3}, slowest interaction {vitals["inp"]:F0} ms ({slowest}); shifted: {shifted}"));
    }

    private static void Say(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"{what}: median {times[times.Count / 2]:F0} ms, 95 % within {times[(int)Math.Ceiling(times.Count * 0.95) - 1]:F0} ms, slowest {times[^1]:F0} ms");
    }
}
