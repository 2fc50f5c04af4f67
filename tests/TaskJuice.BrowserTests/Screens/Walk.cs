namespace TaskJuice.BrowserTests.Screens;

/// <summary>
/// Leads through the product and stops at everything a person gets to see. What a state needs is planted where that is quicker than
/// clicking; the states themselves are what the product shows.
/// </summary>
/// <param name="system">The running system, which this changes.</param>
/// <param name="visitor">Somebody not signed in yet.</param>
/// <param name="look">Is called in every state with its name and the page that shows it.</param>
public sealed partial class Walk(RunningSystem system, Visitor visitor, Func<string, IPage, Task> look)
{
    private IPage Page => visitor.Page;

    private Builder Builder => visitor.Builder;

    public async Task GoAsync()
    {
        foreach (var status in (int[])[400, 401, 404, 409, 422, 500])
            visitor.Expects(status);

        // A window that finished stays to be looked at.
        await visitor.Context.AddInitScriptAsync("window.close = () => {};");
        await EnterAsync();
        await StartAsync();
        await ConnectAsync();
        await ComeBackWrongAsync();
        await PasteKeyAsync();
        await PlantAsync();
        await BuildAsync();
        await PickAsync();
        await KeepAsync();
        await ConfirmAsync();
        await WarnAsync();
        await LeaveAsync();
    }

    private async Task LookAsync(string state, ILocator sign)
    {
        await Expect(sign).ToBeVisibleAsync();
        await look(state, Page);
    }

    private async Task VisitAsync(string state, string address, string sign = "h1")
    {
        await Page.GotoAsync(address);
        await LookAsync(state, Page.Locator(sign).First);
    }

    private async Task SayAsync(string state, string words)
    {
        await Expect(Builder.Status).ToContainTextAsync(words);
        await look(state, Page);
    }
}
