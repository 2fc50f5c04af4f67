namespace TaskJuice.BrowserTests.Screens;

/// <summary>Where Tab leads, as somebody hears it.</summary>
internal static class Stops
{
    // More than any of these pages has.
    private const int Most = 80;

    private const string Here = """
        () => {
          const it = document.activeElement;
          if (!it || it === document.body) return { words: "", ring: true, inside: true, seen: true };
          const kind = { A: "link", BUTTON: "button", SUMMARY: "disclosure", SELECT: "list", INPUT: it.type === "radio" ? "radio" : "field" }[it.tagName] ?? it.tagName.toLowerCase();
          const label = it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.innerText ?? "";
          const shows = (at, part) => { const style = getComputedStyle(at, part); return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; };
          const ring = [it, it.parentElement, it.parentElement.parentElement].some(at => shows(at)) || shows(it, "::after");
          // A picture of the element has to have some size, unless it is cut away.
          const box = it.getBoundingClientRect();
          const seen = it.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && box.width > 4 && box.height > 4 && getComputedStyle(it).clipPath === "none";
          return { words: `${kind}: ${label.replace(/\s+/g, " ").trim()}`, ring, seen, inside: !!it.closest("dialog[open]") };
        }
        """;

    /// <summary>
    /// Presses Tab from the element that has focus until it comes back to it or leaves the page. From an open dialog it passes through the
    /// browser's own controls, where the page has no focus, and comes back.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="staysInDialog">True when an open dialog has to keep the focus.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(IPage page, bool staysInDialog = false)
    {
        var stops = new List<string>();
        for (var pressed = 0; pressed < Most; pressed++)
        {
            var stop = await page.EvaluateAsync<Stop>(Here);
            if (stops.Count > 0 && (stop.Words == stops[0] || (stop.Words.Length == 0 && !staysInDialog)))
                return stops;
            Assert.True(stop.Ring || stops.Count == 0, $"Focus cannot be seen on {stop.Words}.");
            Assert.True(stop.Seen, $"Tab stops at {stop.Words}, which cannot be seen.");
            Assert.True(stop.Inside || !staysInDialog, $"Tab leaves the dialog for {stop.Words}.");
            if (stop.Words.Length > 0)
                stops.Add(stop.Words);
            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab never comes round: {string.Join(" > ", stops)}");
    }

    private sealed class Stop
    {
        public string Words { get; set; } = "";

        public bool Ring { get; set; }

        public bool Seen { get; set; }

        public bool Inside { get; set; }
    }
}
