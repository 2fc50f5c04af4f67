namespace TaskJuice.BrowserTests.Screens;

public sealed class Gallery(RunningSystem system) : Journey(system)
{
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
            var faults = await Axe.ViolationsAsync(visitor.Page, onlyColours: false);
            found.AddRange(faults.Select(fault => $"{look.Name}: {fault}"));
        });
        Assert.True(found.Count == 0, string.Join('\n', found));
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
