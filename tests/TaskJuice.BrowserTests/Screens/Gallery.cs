using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace TaskJuice.BrowserTests.Screens;

public sealed class Gallery(RunningSystem system) : Journey(system)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        Rules = new() { ["target-size"] = new() { Enabled = true } },
        ResultTypes = [ResultType.Violations],
    };

    [Theory]
    [InlineData("")]
    [InlineData("ffe600")]
    [InlineData("0a0a2a")]
    [InlineData("ff00aa")]
    public async Task No_part_breaks_a_rule_of_WCAG_in_any_theme_or_colour(string brand)
    {
        var found = new List<string>();
        var visitor = await VisitAsync();
        await visitor.Page.GotoAsync($"/dev/gallery?brand={brand}");
        await Look.InEveryWayAsync(visitor.Page, async look =>
        {
            var result = await visitor.Page.RunAxe(Rules);
            found.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{look.Name}: {rule.Id} at {node.Html}")));
        });
        Assert.Empty(found);
    }

    [Theory]
    [InlineData(320, 640)]
    [InlineData(390, 844)]
    [InlineData(1280, 800)]
    public async Task Nothing_has_to_be_scrolled_sideways(int width, int height)
    {
        var visitor = await VisitAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        await visitor.Page.GotoAsync("/dev/gallery");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }
}
