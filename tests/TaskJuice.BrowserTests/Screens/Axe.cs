using Deque.AxeCore.Commons;

namespace TaskJuice.BrowserTests.Screens;

/// <summary>Asks axe about a page as it is now. The script stays in the page, because most states are looked at several times.</summary>
internal static class Axe
{
    private static readonly string Source = new BundledAxeScriptProvider().GetScript();

    // The size of targets is a rule of WCAG 2.2 that axe leaves out unless asked. What an open menu covers in part is pressed when the menu is closed.
    private const string Run = """
        async onlyColours => {
          const result = await axe.run(document, {
            runOnly: onlyColours ? { type: "rule", values: ["color-contrast"] } : { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
            rules: onlyColours ? {} : { "target-size": { enabled: true } },
            resultTypes: ["violations"],
            preload: false,
            elementRef: true,
          });
          const menu = document.querySelector("details[open] > .menu__body")?.getBoundingClientRect();
          const isCovered = ({ left, right, top, bottom }) => menu && left < menu.right && right > menu.left && top < menu.bottom && bottom > menu.top;
          const counts = (rule, node) => rule.id !== "target-size" || node.element.closest("details[open]") || !isCovered(node.element.getBoundingClientRect());
          return result.violations.flatMap(rule => rule.nodes.filter(node => counts(rule, node)).map(node => `${rule.id} at ${node.html.slice(0, 200)} (${[...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")})`));
        }
        """;

    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page, bool onlyColours)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Source);
        return await page.EvaluateAsync<string[]>(Run, onlyColours);
    }
}
