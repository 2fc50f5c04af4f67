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
        await Expect(Toast(ada)).ToContainTextAsync("put back");
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
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Close message" }).ClickAsync();
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

    private static ILocator Toast(Visitor ada) => ada.Page.Locator("#toasts [data-toast]");
}
