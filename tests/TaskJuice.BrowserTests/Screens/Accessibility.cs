namespace TaskJuice.BrowserTests.Screens;

public sealed class Accessibility(RunningSystem system) : Journey(system)
{
    private const string DoubleIds = "() => [...document.querySelectorAll('[id]')].map(it => it.id).filter((id, at, all) => all.indexOf(id) !== at)";

    private readonly List<string> _found = [];

    private readonly List<string> _visited = [];

    [Fact]
    public async Task Every_state_keeps_the_rules_of_WCAG_in_light_and_dark_wide_and_narrow_and_at_320_pixels()
    {
        var ada = await VisitAsync();
        await new Walk(TheSystem, ada, LookAsync).GoAsync();

        Assert.True(_found.Count == 0, string.Join('\n', _found));
        Assert.Equal(States.All.Order(), _visited.Order());
    }

    // Colours change with the scheme and nothing else does, so each width needs the other rules once.
    private async Task LookAsync(string state, IPage page)
    {
        _visited.Add(state);
        await Look.InEveryWayAsync(page, async look =>
            _found.AddRange((await Axe.ViolationsAsync(page, onlyColours: !look.IsFirstOfItsWidth)).Select(fault => $"{state} {look.Name}: {fault}")));
        _found.AddRange((await page.EvaluateAsync<string[]>(DoubleIds)).Select(id => $"{state}: the id {id} stands twice"));
        _found.AddRange((await Reflow.LossesAsync(page)).Select(loss => $"{state} at 320 pixels: {loss}"));
        await Look.All[0].TakeAsync(page);
    }
}
