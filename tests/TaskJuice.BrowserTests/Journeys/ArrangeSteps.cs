using System.Text.Json.Nodes;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class ArrangeSteps(RunningSystem system) : Journey(system)
{
    private async Task<Visitor> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var ada = await OpenBuilderAsync(options);
        await ada.Builder.AddAsync("Sandbox", "New record");
        foreach (var node in (string[])["Send message", "Create ticket", "List records"])
            await AddNextAsync(ada, node);
        await ada.Page.Locator("#panel-close").ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "4. List records" })).ToBeFocusedAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message", "3. Create ticket", "4. List records"]);
        return ada;
    }

    private static async Task AddNextAsync(Visitor ada, string node)
    {
        await ada.Page.Locator("#panel-close").ClickAsync();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveCountAsync(0);
        await ada.Builder.AddAsync("Sandbox", node);
    }

    [Fact]
    public async Task A_step_is_dragged_to_another_place_and_the_place_is_said()
    {
        var ada = await OpenAsync();
        var (from, to) = (await BoxAsync(ada, "Send message", "[data-grip]"), await BoxAsync(ada, "List records"));
        await ada.Page.Mouse.MoveAsync(from.X + (from.Width / 2), from.Y + (from.Height / 2));
        await ada.Page.Mouse.DownAsync();
        await ada.Page.Mouse.MoveAsync(from.X + (from.Width / 2), to.Y + to.Height - 4, new() { Steps = 8 });
        await Expect(ada.Page.Locator(".flow__item--dragged")).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex("translate"));
        await ada.Page.Mouse.UpAsync();

        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket", "3. List records", "4. Send message"]);
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Send message moved to position 4 of 4");
    }

    [Fact]
    public async Task No_step_is_dragged_before_the_trigger_and_Escape_gives_up()
    {
        var ada = await OpenAsync();
        var (from, top) = (await BoxAsync(ada, "Create ticket", "[data-grip]"), await BoxAsync(ada, "New record"));
        await ada.Page.Mouse.MoveAsync(from.X + 8, from.Y + 20);
        await ada.Page.Mouse.DownAsync();
        await ada.Page.Mouse.MoveAsync(from.X + 8, top.Y - 20, new() { Steps = 6 });
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Page.Locator(".flow__item--dragged")).ToHaveCountAsync(0);
        await ada.Page.Mouse.UpAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Send message", "3. Create ticket", "4. List records"]);

        await ada.Page.Mouse.MoveAsync(from.X + 8, from.Y + 20);
        await ada.Page.Mouse.DownAsync();
        await ada.Page.Mouse.MoveAsync(from.X + 8, top.Y - 20, new() { Steps = 6 });
        await ada.Page.Mouse.UpAsync();
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket", "3. Send message", "4. List records"]);
    }

    [Fact]
    public async Task A_finger_drags_a_step_too()
    {
        var ada = await OpenAsync(new() { HasTouch = true, ViewportSize = new() { Width = 390, Height = 844 } });
        var (from, to) = (await BoxAsync(ada, "Send message", "[data-grip]"), await BoxAsync(ada, "Create ticket"));
        var touch = await ada.Context.NewCDPSessionAsync(ada.Page);
        await TouchAsync(touch, "touchStart", from.X + 8, from.Y + 20);
        for (var part = 1; part <= 6; part++)
            await TouchAsync(touch, "touchMove", from.X + 8, from.Y + 20 + ((to.Y + to.Height - from.Y) * part / 6));
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = new JsonArray() });

        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. Create ticket", "3. Send message", "4. List records"]);
    }

    [Fact]
    public async Task A_step_is_moved_to_a_place_by_keys_alone()
    {
        var ada = await OpenAsync();
        var menu = ada.Page.GetByLabel("More actions for List records");
        await menu.FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.Keyboard.PressAsync("Tab");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.Locator("#move-title")).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeFocusedAsync();

        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.Keyboard.PressAsync("Tab");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.Locator("#move-title")).ToBeFocusedAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "2. After New record" }).FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Builder.StepTitles).ToHaveTextAsync(["1. New record", "2. List records", "3. Send message", "4. Create ticket"]);
        await Expect(menu).ToBeFocusedAsync();
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("List records moved to position 2 of 4");
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(Visitor ada, string title, string part = ".step__text")
    {
        var step = ada.Page.Locator(".step").Filter(new() { HasText = $". {title}" });
        await step.ScrollIntoViewIfNeededAsync();
        return (await step.Locator(part).BoundingBoxAsync())!;
    }

    private static Task TouchAsync(ICDPSession touch, string type, float x, float y) => touch.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = type,
        ["touchPoints"] = new JsonArray(new JsonObject { ["x"] = x, ["y"] = y }),
    });
}
