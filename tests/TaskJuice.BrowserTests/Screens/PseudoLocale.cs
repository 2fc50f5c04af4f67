namespace TaskJuice.BrowserTests.Screens;

/// <summary>In the language that brackets every text of the product, what stands outside the brackets was never put with the texts.</summary>
public sealed class PseudoLocale(RunningSystem system) : Journey(system)
{
    // Names typed by people and what the catalog says are marked as not to be translated; code and digits mean the same everywhere.
    // A sentence may hold other elements, so brackets are counted through the whole page.
    private const string Plain = """
        () => {
          const plain = [], spared = "script, style, template, code, pre, time[title], [translate=no]";
          const name = it => it.outerHTML.replace(/\s+/g, " ").slice(0, 120);
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let depth = 0;
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (parent.closest("script, style, template")) continue;
            let outside = "";
            for (const letter of walker.currentNode.data) {
              if (letter === "⟦") depth++;
              else if (letter === "⟧") depth--;
              else if (depth === 0) outside += letter;
            }
            if (/\p{L}/u.test(outside) && !parent.closest(spared) && parent.checkVisibility()) plain.push(`“${outside.trim()}” in ${name(parent)}`);
          }
          if (depth !== 0) plain.push("a bracket is missing");
          for (const it of document.querySelectorAll("[aria-label], [placeholder], [title], [data-busy]"))
            for (const attribute of ["aria-label", "placeholder", "title", "data-busy"])
              if (/\p{L}/u.test(it.getAttribute(attribute) ?? "") && !it.getAttribute(attribute).includes("⟦") && !it.closest(spared)) plain.push(`${attribute} of ${name(it)}`);
          return plain;
        }
        """;

    private const string CutOff = """
        () => [...document.body.querySelectorAll("*")].filter(it => {
          const style = getComputedStyle(it);
          if (style.overflowX === "visible" || style.overflowX === "auto" || style.clipPath !== "none" || !it.checkVisibility() || it.closest(".hidden-text, .skip")) return false;
          if (![...it.childNodes].some(step => step.nodeType === 3 && step.data.includes("⟧"))) return false;
          return it.scrollWidth > it.clientWidth + 1 && !(style.textOverflow === "ellipsis" && it.title) || it.scrollHeight > it.clientHeight + 1;
        }).map(it => it.outerHTML.replace(/\s+/g, " ").slice(0, 120))
        """;

    private readonly List<string> _found = [];

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(320, 640)]
    public async Task Every_sentence_comes_from_the_texts_and_longer_ones_fit(int width, int height)
    {
        var ada = await VisitAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        foreach (var status in (int[])[400, 404, 422, 500])
            ada.Expects(status);
        await ada.SignInAsync();
        await ada.Context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = "c%3Den%7Cuic%3Dqps-Ploc", Url = TheSystem.WebUrl }]);
        await ReadEmptyAsync(ada.Page);
        await ReadFullAsync(ada.Page, await PlantAsync());
        await ReadDialogsAsync(ada.Page);
        await ada.Context.ClearCookiesAsync(new() { Name = "__Host-taskjuice" });
        await ReadAsync(ada.Page, "/sign-in?return=/acme/workflows", "/oauth/callback/sandbox/shared?state=none");

        Assert.True(_found.Count == 0, string.Join('\n', _found));
    }

    private async Task<string> PlantAsync()
    {
        await TheSystem.PlantAccountsAsync("Client", 5);
        await TheSystem.PlantAccountsAsync("Limited", missing: "files:read");
        await TheSystem.PlantAccountsAsync("Broken", 6);
        await TheSystem.PlantAccountsAsync("Ended", status: "revoked");
        await TheSystem.BreakAsync("Broken");
        return await TheSystem.WorkflowAsync("New customers",
            new("sandbox", "new-record", "New record", "Client 001"),
            new("sandbox", "send-message", "Send message"),
            new("sandbox", "create-ticket", "Create ticket", "Limited 001"),
            new("sandbox", "send-message", "Send another", "Broken 001"),
            new("gone", "nothing", "What the catalog lost"));
    }

    private Task ReadEmptyAsync(IPage page) =>
        ReadAsync(page, "/acme/workflows", "/acme/connections", "/acme/notifications", "/acme/nothing-here", "/dev/failure");

    private async Task ReadFullAsync(IPage page, string workflow)
    {
        await ReadAsync(page, "/acme/workflows", workflow, $"{workflow}/steps/add", $"{workflow}/steps/add?app=sandbox", $"{workflow}/steps/step2/move");
        foreach (var step in (int[])[1, 2, 3, 4, 5])
            await ReadAsync(page, $"{workflow}?step=step{step}");
        await ReadAsync(page, $"{workflow}/steps/step1/account?q=zebra", "/acme/notifications", "/acme/settings/branding?colour=%231d6f5c");
        await ReadAsync(page, "/acme/connections", "/acme/connections?q=zebra", "/acme/connections/reconnect");
        foreach (var account in (string[])["Client 001", "Limited 001", "Broken 001", "Ended 001"])
            await ReadAsync(page, await TheSystem.AddressOfAsync(account));
        var used = await TheSystem.AddressOfAsync("Client 001");
        await ReadAsync(page, $"{used}/replace", $"{used}/disconnect", $"{used}/delete");
    }

    private async Task ReadDialogsAsync(IPage page)
    {
        await ReadAsync(page, "/acme/connect/sandbox", "/acme/connect/slack", "/acme/connect/sandbox?method=oauth", "/acme/connect/sandbox-oauth", "/acme/connect/sandbox-tenant");
        await page.GotoAsync("/acme/connect/sandbox?method=api-key");
        await page.Locator("#field-name").FillAsync("");
        await page.Locator("#field-key").FillAsync("pk_sandbox_acme");
        await page.Locator("#field-key").PressAsync("Enter");
        await Expect(page.Locator("#field-name-problem")).ToBeVisibleAsync();
        await CheckAsync(page, "a refused key");
    }

    private async Task ReadAsync(IPage page, params string[] addresses)
    {
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            await CheckAsync(page, address);
        }
    }

    private async Task CheckAsync(IPage page, string where)
    {
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "qps-Ploc");
        _found.AddRange((await page.EvaluateAsync<string[]>(Plain)).Select(text => $"{where}: {text}"));
        _found.AddRange((await page.EvaluateAsync<string[]>(CutOff)).Select(element => $"{where}: cut off: {element}"));
    }
}
