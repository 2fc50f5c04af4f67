namespace TaskJuice.BrowserTests.Journeys;

/// <summary>What was done is shown, not only spoken, and goes away when it is no longer true.</summary>
public sealed class ToldInPassing(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task Undo_takes_its_own_message_away()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await Expect(Toast(ada)).ToContainTextAsync("New record");
        await ada.Page.Locator("[id^=more-]").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).Locator("visible=true").ClickAsync();
        var undo = ada.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Undo") });
        await undo.ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveCountAsync(1);
        await Expect(undo).ToHaveCountAsync(0);
        await Expect(Toast(ada)).ToHaveCountAsync(1);
        await Expect(Toast(ada)).ToContainTextAsync("restored");
    }

    [Fact]
    public async Task A_message_lies_over_the_page_and_can_be_closed()
    {
        var ada = await OpenBuilderAsync();
        await TheSystem.PlantAccountsAsync("Client");
        await ada.Page.GotoAsync(await TheSystem.AddressOfAsync("Client 001"));
        await ada.Page.Locator("#disconnect").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Disconnect Client 001" }).ClickAsync();
        await Expect(Toast(ada)).ToHaveTextAsync("Disconnected Client 001.");
        await Expect(Toast(ada)).ToBeInViewportAsync();
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Disconnected Client 001.");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Dismiss message" }).ClickAsync();
        await Expect(Toast(ada)).ToHaveCountAsync(0);
        await ada.Page.ReloadAsync();
        await Expect(Toast(ada)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_script_too()
    {
        var ada = await VisitAsync(new() { JavaScriptEnabled = false });
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client");
        await ada.Page.GotoAsync($"{await TheSystem.AddressOfAsync("Client 001")}/delete");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Delete Client 001" }).ClickAsync();
        await Expect(Toast(ada)).ToHaveTextAsync("Deleted Client 001.");
        await Expect(Toast(ada)).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(1024, 768)]
    public async Task A_message_covers_nothing_that_can_be_read_or_pressed(int width, int height)
    {
        var ada = await OpenTenStepsAsync(width, height);
        foreach (var act in (string[])["Duplicate", "Remove"])
        {
            await ada.Page.Locator("#more-step9").ClickAsync();
            await ada.Page.GetByRole(AriaRole.Button, new() { Name = act }).Locator("visible=true").ClickAsync();
            await Expect(Toast(ada)).ToContainTextAsync("Check the first invoice");
            Assert.Equal("", await ada.Page.EvaluateAsync<string>(Covered));
        }
    }

    [Fact]
    public async Task On_a_phone_everything_can_be_scrolled_above_a_message()
    {
        var ada = await OpenTenStepsAsync(390, 844);
        await ada.Page.Locator("#more-step9").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).Locator("visible=true").ClickAsync();
        await Expect(Toast(ada)).ToContainTextAsync("removed");
        await ada.Page.EvaluateAsync("() => window.scrollTo(0, document.documentElement.scrollHeight)");
        Assert.Equal("", await ada.Page.EvaluateAsync<string>(Covered));
    }

    [Fact]
    public async Task The_keys_that_undo_elsewhere_undo_what_the_message_tells()
    {
        var ada = await OpenTenStepsAsync(1280, 800);
        await ada.Page.Locator("#more-step9").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).Locator("visible=true").ClickAsync();
        await Expect(ada.Builder.StepTitles).ToHaveCountAsync(9);
        await ada.Page.Keyboard.PressAsync("Control+z");
        await Expect(ada.Builder.StepTitles).ToHaveCountAsync(10);
        await Expect(Toast(ada)).ToContainTextAsync("restored as step 9");
    }

    // What the message lies over, as far as the bar at the top does not.
    private const string Covered = """
        () => {
          const box = document.querySelector("#toasts [data-toast]").getBoundingClientRect();
          const bar = document.querySelector(".top").getBoundingClientRect().bottom;
          const isOver = (it, top) => !(it.right <= box.left || it.left >= box.right || it.bottom <= Math.max(top, box.top) || it.top >= box.bottom || top >= box.bottom);
          return [...document.querySelectorAll("a, button, input, summary, h1, h2, h3, p, dd")]
            .filter(it => !it.closest("#toasts, .hidden-text") && it.checkVisibility({ visibilityProperty: true }))
            .filter(it => isOver(it.getBoundingClientRect(), it.closest(".top") ? 0 : bar)).map(it => it.id || it.textContent.trim()).join(", ");
        }
        """;

    private async Task<Visitor> OpenTenStepsAsync(int width, int height)
    {
        var ada = await VisitAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client", 6);
        await ada.Page.GotoAsync(await TheSystem.WorkflowAsync("Ten steps", Screens.TenSteps.All) + "?step=");
        return ada;
    }

    private static ILocator Toast(Visitor ada) => ada.Page.Locator("#toasts [data-toast]");
}
