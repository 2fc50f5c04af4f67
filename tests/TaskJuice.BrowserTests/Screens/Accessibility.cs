using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace TaskJuice.BrowserTests.Screens;

public sealed class Accessibility(RunningSystem system) : Journey(system)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        ResultTypes = [ResultType.Violations],
    };

    // Colours change with the scheme and nothing else does, so each width needs the other rules once.
    private static readonly AxeRunOptions ColourRules = new() { RunOnly = RunOnlyOptions.Rules("color-contrast"), ResultTypes = [ResultType.Violations] };

    [Fact]
    public async Task No_page_breaks_a_rule_of_WCAG_in_light_or_dark_wide_or_narrow()
    {
        var found = new List<string>();
        var ada = await VisitAsync();

        await new Walk(TheSystem, ada).GoAsync((state, page) => Look.InEveryWayAsync(page, async look =>
        {
            var result = await page.RunAxe(look.IsFirstOfItsWidth ? Rules : ColourRules);
            found.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{state} {look.Name}: {rule.Id} at {node.Html} ({Why(node)})")));
        }));
        Assert.Empty(found);
    }

    private static string Why(AxeResultNode node) =>
        string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message));
}
