namespace TaskJuice.BrowserTests.Screens;

public sealed class Accessibility(RunningSystem system) : Journey(system)
{
    private const string DoubleIds = "() => [...document.querySelectorAll('[id]')].map(it => it.id).filter((id, at, all) => all.indexOf(id) !== at)";

    // One walk is long, and both tests look at what it saw.
    private static Task<Seen>? _walk;

    [Fact]
    public async Task Every_state_keeps_the_rules_of_WCAG_in_light_and_dark_wide_and_narrow_and_at_320_pixels()
    {
        Assert.False(Layouts.Writes, "Nothing is checked while the outlines are written.");
        var seen = await (_walk ??= WalkAsync());
        Assert.True(seen.Faults.Count == 0, string.Join('\n', seen.Faults));
        Assert.Equal(States.All.Order(), seen.Layouts.Keys.Order());
    }

    [Fact]
    public async Task Every_state_is_laid_out_as_it_was()
    {
        var seen = await (_walk ??= WalkAsync());
        var changed = await Layouts.CompareAsync(seen.Layouts);
        Assert.True(changed.Length == 0, changed);
    }

    private async Task<Seen> WalkAsync()
    {
        var seen = new Seen([], []);
        await new Walk(TheSystem, await VisitAsync(), (state, page) => LookAsync(state, page, seen)).GoAsync();
        return seen;
    }

    // Colours change with the scheme and nothing else does, so each width needs the other rules once.
    private static async Task LookAsync(string state, IPage page, Seen seen)
    {
        seen.Layouts.Add(state, await OutlineAsync(state, page));
        if (Layouts.Writes)
            return;

        await Look.InEveryWayAsync(page, async look =>
            seen.Faults.AddRange((await Axe.ViolationsAsync(page, onlyColours: !look.IsFirstOfItsWidth)).Select(fault => $"{state} {look.Name}: {fault}")));
        seen.Faults.AddRange((await page.EvaluateAsync<string[]>(DoubleIds)).Select(id => $"{state}: the id {id} stands twice"));
        seen.Faults.AddRange((await Reflow.LossesAsync(page)).Select(loss => $"{state} at 320 pixels: {loss}"));
        await Look.All[0].TakeAsync(page);
    }

    // Comes first: what is said about waiting changes with the time that the rest takes.
    private static async Task<IReadOnlyList<string>> OutlineAsync(string state, IPage page)
    {
        var lines = new List<string>();
        foreach (var look in Look.All.Where(look => look.IsFirstOfItsWidth))
        {
            await look.TakeAsync(page);
            lines.AddRange([$"{look.Width} wide", .. await Outline.OfAsync(page, withMessages: state is "step-removed" or "workflow-deleted"), ""]);
        }

        await Look.All[0].TakeAsync(page);
        return lines;
    }

    private sealed record Seen(List<string> Faults, Dictionary<string, IReadOnlyList<string>> Layouts);
}
