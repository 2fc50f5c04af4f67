namespace TaskJuice.BrowserTests.Screens;

/// <summary>What people set in their system: colours of their own, and no motion.</summary>
public sealed class Preferences(RunningSystem system) : Journey(system)
{
    // Grounds are gone in forced colours, so a button is one by its border.
    private const string Borderless = """
        () => [...document.querySelectorAll(".button:not(.button--quiet), .badge, .chip, .step, .callout, input:not([type=hidden], [type=radio], [type=checkbox])")]
          .filter(it => it.checkVisibility() && getComputedStyle(it).clipPath === "none" && !it.closest(".hidden-text, .search, .field__group, .pill"))
          .filter(it => getComputedStyle(it).borderTopStyle === "none" || parseFloat(getComputedStyle(it).borderTopWidth) < 1)
          .map(it => it.outerHTML.replace(/\s+/g, " ").slice(0, 120))
        """;

    private const string Moving = """
        () => [...document.querySelectorAll("*")].flatMap(it => [null, "::before", "::after", "::backdrop"].map(part => [it, part, getComputedStyle(it, part)]))
          .filter(([it, part, style]) => {
            const turns = style.animationName.split(", ");
            const long = value => value.split(", ").some((time, at) => parseFloat(time) * (time.endsWith("ms") ? 0.001 : 1) > 0.01 && turns[at] !== "turn");
            return style.animationName !== "none" && long(style.animationDuration) || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0.01);
          })
          .map(([it, part, style]) => `${style.animationName} ${style.animationDuration} ${style.transitionDuration} ${part ?? ""} of ${it.outerHTML.replace(/\s+/g, " ").slice(0, 100)}`)
        """;

    [Fact]
    public async Task With_forced_colours_everything_keeps_its_outline()
    {
        var ada = await VisitAsync(new() { ForcedColors = ForcedColors.Active });
        await EverywhereAsync(ada, Borderless);
        await ada.Page.Locator(".skip").FocusAsync();
        Assert.NotEmpty(await Stops.ReadAsync(ada.Page));
    }

    [Fact]
    public async Task With_reduced_motion_nothing_moves_but_the_sign_that_it_works() =>
        await EverywhereAsync(await VisitAsync(new() { ReducedMotion = ReducedMotion.Reduce }), Moving);

    private async Task EverywhereAsync(Visitor ada, string losses)
    {
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client", 2);
        await TheSystem.PlantAccountsAsync("Broken");
        await TheSystem.BreakAsync("Broken");
        var workflow = await TheSystem.WorkflowAsync("New customers",
            new("sandbox", "new-record", "New record", "Client 001"), new("sandbox", "send-message", "Send message"), new("sandbox", "create-ticket", "Create ticket", "Broken 001"));
        var found = new List<string>();
        foreach (var address in (string[])[$"{workflow}?step=step2", "/acme/connections", await TheSystem.AddressOfAsync("Broken 001"), "/acme/connections/reconnect", "/acme/notifications", "/dev/gallery", $"{workflow}?step=step3"])
        {
            await ada.Page.GotoAsync(address);
            found.AddRange((await ada.Page.EvaluateAsync<string[]>(losses)).Select(loss => $"{address}: {loss}"));
        }

        await ada.Builder.AskToConnectAsync("api-key");
        found.AddRange((await ada.Page.EvaluateAsync<string[]>(losses)).Select(loss => $"the key dialog: {loss}"));
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Page.Locator("#dialog")).ToBeHiddenAsync();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
