using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace TaskJuice.BrowserTests.Screens;

public sealed class Accessibility(RunningSystem system) : Journey(system)
{
    // The size of targets is a rule of WCAG 2.2 that axe leaves out unless asked.
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        Rules = new() { ["target-size"] = new() { Enabled = true } },
        ResultTypes = [ResultType.Violations],
    };

    // Colours change with the scheme and nothing else does, so each width needs the other rules once.
    private static readonly AxeRunOptions ColourRules = new() { RunOnly = RunOnlyOptions.Rules("color-contrast"), ResultTypes = [ResultType.Violations] };

    private readonly List<string> _found = [];

    private readonly List<string> _visited = [];

    [Fact]
    public async Task Every_state_keeps_the_rules_of_WCAG_in_light_and_dark_wide_and_narrow_and_at_320_pixels()
    {
        var ada = await VisitAsync();
        await new Walk(TheSystem, ada, LookAsync).GoAsync();

        Assert.Empty(_found);
        Assert.Equal(States.All, _visited);
    }

    private async Task LookAsync(string state, IPage page)
    {
        _visited.Add(state);
        _found.AddRange((await Reflow.LossesAsync(page)).Select(loss => $"{state} at 320 pixels: {loss}"));
        await Look.InEveryWayAsync(page, async look =>
        {
            var result = await page.RunAxe(look.IsFirstOfItsWidth ? Rules : ColourRules);
            _found.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{state} {look.Name}: {rule.Id} at {node.Html} ({Why(node)})")));
        });
    }

    private static string Why(AxeResultNode node) =>
        string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message));
}
