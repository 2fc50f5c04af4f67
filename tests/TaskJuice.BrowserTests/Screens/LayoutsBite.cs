namespace TaskJuice.BrowserTests.Screens;

/// <summary>The comparison of layouts sees what a person would see, and nothing else.</summary>
public sealed class LayoutsBite(RunningSystem system) : Journey(system)
{
    [Theory]
    [InlineData(".choice-card { display: block }", "choice-card__text")]
    [InlineData(".choice-card__note { font-size: 2rem }", "choice-card__note")]
    [InlineData(".dialog__head { flex-direction: row-reverse }", "h1")]
    [InlineData("#app-search { display: none }", "input")]
    public async Task A_changed_arrangement_is_found_and_named(string rule, string part)
    {
        var (ada, before) = await OpenPickerAsync();
        await StyleAsync(ada.Page, rule);
        Assert.Contains(Layouts.Difference(before, await Outline.OfAsync(ada.Page)), line => line.Contains(part));
    }

    [Theory]
    [InlineData(".choice-card { background: red; box-shadow: none }")]
    [InlineData(".choice-card { padding-inline-start: calc(var(--s4) + 1px) }")]
    public async Task What_moves_nothing_is_no_difference(string rule)
    {
        var (ada, before) = await OpenPickerAsync();
        await StyleAsync(ada.Page, rule);
        Assert.Empty(Layouts.Difference(before, await Outline.OfAsync(ada.Page)));
    }

    private async Task<(Visitor Ada, string[] Outline)> OpenPickerAsync()
    {
        var ada = await OpenBuilderAsync();
        await ada.Page.Locator("#add-first").ClickAsync();
        await ada.Page.Locator("#app-search").FillAsync("new ticket");
        await Expect(ada.Page.Locator("#operation-hits .choice-card").First).ToBeVisibleAsync();
        return (ada, await Outline.OfAsync(ada.Page));
    }

    // The policy of the pages allows no style of somebody else; one that a script makes it does not see.
    private static Task StyleAsync(IPage page, string rule) => page.EvaluateAsync(
        "rule => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rule); document.adoptedStyleSheets.push(sheet); }", rule);
}
