namespace TaskJuice.BrowserTests.Screens;

/// <summary>
/// What is lost on the narrowest screen: WCAG 1.4.10 asks for 320 CSS pixels, which is also what 400 percent of zoom leaves of a window
/// 1280 wide, and 1.4.12 for text set wider by the reader.
/// </summary>
internal static class Reflow
{
    private const int Width = 320;
    private const int Height = 640;

    // Sheets made by script are no inline styles, so the page's own policy stays in force.
    private const string Spacing = """
        on => {
          const spaced = new CSSStyleSheet();
          spaced.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }");
          document.adoptedStyleSheets = on ? [spaced] : [];
        }
        """;

    // Tables and answers may have a scroller of their own.
    private const string Losses = """
        () => {
          const losses = [];
          const name = it => it.outerHTML.replace(/\s+/g, " ").slice(0, 140);
          const wide = it => it && it.scrollWidth > it.clientWidth;
          if (wide(document.scrollingElement)) {
            const out = [...document.body.querySelectorAll("*")].filter(it => it.getBoundingClientRect().right > innerWidth + 1 && it.checkVisibility() && !it.closest(".skip, .hidden-text"));
            losses.push("sideways scroll, for instance because of " + (out.length ? name(out.at(-1)) : "?"));
          }
          const dialog = document.querySelector("dialog[open]");
          if (wide(dialog)) losses.push("sideways scroll in the dialog");
          for (const it of (dialog ?? document).querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")) {
            if (it.disabled || !it.checkVisibility({ visibilityProperty: true }) || it.closest(".skip, [inert]")) continue;
            const target = it.matches("input[type=radio], input[type=checkbox]") && it.closest("label") || it;
            const box = target.getBoundingClientRect();
            let [left, right] = [box.left, box.right];
            for (let up = target.parentElement; up; up = up.parentElement)
              if (getComputedStyle(up).overflowX !== "visible" && !wide(up)) {
                const clip = up.getBoundingClientRect();
                [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
              }
            if (right - left < Math.min(box.width, 8) || box.height < 1 || right > innerWidth + 1 || left < -1) losses.push("out of sight: " + name(it));
          }
          return losses;
        }
        """;

    /// <summary>What is lost as it is, and with the text spaced out.</summary>
    public static async Task<IReadOnlyList<string>> LossesAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Width, Height);
        var plain = await page.EvaluateAsync<string[]>(Losses);
        await page.EvaluateAsync(Spacing, true);
        var spaced = await page.EvaluateAsync<string[]>(Losses);
        await page.EvaluateAsync(Spacing, false);
        return [.. plain, .. spaced.Except(plain).Select(loss => $"{loss} (text spaced out)")];
    }
}
