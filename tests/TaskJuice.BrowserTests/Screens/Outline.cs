namespace TaskJuice.BrowserTests.Screens;

/// <summary>What stands where on a page, as text: its landmarks, headings, controls, cards and paragraphs, each with its box inside the one around it.</summary>
internal static class Outline
{
    // Where a page is scrolled to and how long ago something was is no layout. A message, and the sign that something works, lie over the page
    // for a time of their own.
    private const string Read = """
        async withMessages => {
          const PARTS = "header, nav, main, aside, footer, section, article, form, dialog, table, th, h1, h2, h3, h4, p, label, a[href], button, summary, select, textarea, " +
            "input:not([type=hidden]), .card, .choice-card, .tile, .row, .step, .callout, .toast, .banner, .empty, .chip, .badge, .app-mark, .option, .notice, " +
            "[class*=__title], [class*=__text], [class*=__note]";
          await document.fonts.ready;
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          const scrolled = [...document.querySelectorAll("*")].filter(it => it.scrollTop || it.scrollLeft).map(it => [it, it.scrollTop, it.scrollLeft]);
          const times = [...document.querySelectorAll("time")].map(it => [it, it.textContent]);
          for (const [it] of scrolled) it.scrollTo(0, 0);
          for (const [it] of times) it.textContent = "1 minute ago";

          const lines = [];
          const mask = text => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}/g, "*").replace(/localhost:[0-9]+|127\.0\.0\.1:[0-9]+/g, "localhost:*");
          const name = it => [it.localName, ...[...it.classList].filter(each => !each.startsWith("htmx"))].join(".");
          const words = it => it.querySelector(PARTS) ? "" : ` "${mask(it.innerText.replace(/\s+/g, " ").trim()).slice(0, 40)}"`;
          const visit = (around, depth, origin) => {
            for (const it of around.children) {
              if (it.id === "working" || (it.id === "toasts" && !withMessages)) continue;
              const box = it.getBoundingClientRect();
              const isPart = it.matches(PARTS) && it.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
              if (isPart)
                lines.push(`${"  ".repeat(depth)}${name(it)}${words(it)} @${Math.round(box.x - origin.x)},${Math.round(box.y - origin.y)} ${Math.round(box.width)}x${Math.round(box.height)}`);
              visit(it, isPart ? depth + 1 : depth, isPart ? box : origin);
            }
          };
          visit(document.querySelector("dialog:modal") ?? document.body, 0, { x: 0, y: 0 });

          for (const [it, text] of times) it.textContent = text;
          for (const [it, top, left] of scrolled) it.scrollTo(left, top);
          return lines;
        }
        """;

    /// <summary>The outline of what is in front: of the dialog while one is open, or else of the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="withMessages">True where the state is about a message that lies over the page.</param>
    public static Task<string[]> OfAsync(IPage page, bool withMessages = false) => page.EvaluateAsync<string[]>(Read, withMessages);
}
