using System.Collections.Concurrent;

namespace TaskJuice.BrowserTests.Journeys;

/// <summary>What it costs to see the builder for the first time, with nothing kept from an earlier visit.</summary>
public sealed class FirstView(RunningSystem system) : Journey(system)
{
    private const int RequestsAtMost = 12;

    // The face is on top: a page shows its words without waiting for it.
    private const int BytesAtMost = 60 * 1024;

    [Fact]
    public async Task The_builder_takes_few_requests_and_few_bytes()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        var devTools = await ada.Context.NewCDPSessionAsync(ada.Page);
        await devTools.SendAsync("Network.clearBrowserCache");
        var answers = new ConcurrentQueue<IResponse>();
        ada.Page.Response += (_, answer) => answers.Enqueue(answer);
        await ada.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Load });

        var costs = new List<(string Path, int Bytes)>();
        foreach (var answer in answers.ToArray())
        {
            var sizes = await answer.Request.SizesAsync();
            costs.Add((new Uri(answer.Url).AbsolutePath, sizes.ResponseHeadersSize + sizes.ResponseBodySize));
        }

        var list = string.Join('\n', costs.Select(cost => $"{cost.Bytes,8:N0}  {cost.Path}"));
        TestContext.Current.SendDiagnosticMessage(list);
        Assert.True(costs.Count <= RequestsAtMost, list);
        Assert.True(costs.Where(cost => !cost.Path.EndsWith(".woff2", StringComparison.Ordinal)).Sum(cost => cost.Bytes) <= BytesAtMost, list);
    }
}
