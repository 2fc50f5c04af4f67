using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class Reauthorize(RunningSystem system) : Journey(system)
{
    // Due at half of its life, so the Worker's next look finds it.
    private static readonly Knobs EndsSoon = new() { AccessTokenSeconds = 2, RefuseRefresh = true };

    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_refused_refresh_asks_for_the_person_who_repairs_the_same_account()
    {
        await TheSystem.TurnAsync(EndsSoon);
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();
        await BreakAsync(ada, 1);
        await Expect(ada.Builder.Banner).ToContainTextAsync("A connection needs to be reauthorized");
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Reconnection needed.");

        await RepairAsync(ada, "Sandbox reauth required");
        await Expect(ada.Builder.Banner).ToBeEmptyAsync();
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Active");
        Assert.Equal(1, await TheSystem.CountConnectionsAsync());
    }

    [Fact]
    public async Task Two_broken_accounts_are_counted()
    {
        await TheSystem.TurnAsync(EndsSoon);
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();
        await ada.Builder.AddAsync("Sandbox OAuth", "Update record");
        await ada.Builder.AskToConnectAsync();
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.ContinueAsync(window);
        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToBeVisibleAsync();
        await BreakAsync(ada, 2);
        await Expect(ada.Builder.Banner).ToContainTextAsync("2 connections need to be reauthorized");

        await RepairAsync(ada, "Sandbox OAuth reauth required");
        await Expect(ada.Builder.Banner).ToContainTextAsync("A connection needs to be reauthorized");
    }

    private async Task BreakAsync(Visitor visitor, int count)
    {
        await TheSystem.AppHost.Dashboard.UntilAsync(_began, spans => spans.Count(IsRefusal) >= count, ResourceNames.Worker);
        await visitor.Page.ReloadAsync();
    }

    private static bool IsRefusal(Span span) => span.Name == "connection.refresh" && span.Tags["outcome"] == "refused";

    private async Task RepairAsync(Visitor visitor, string row)
    {
        await TheSystem.TurnAsync(new Knobs());
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = row }).ClickAsync();
        await Expect(visitor.Builder.Dialog).ToContainTextAsync("This reconnects Acme Ops.");
        var window = await visitor.Builder.OpenWindowAsync();
        await Provider.ContinueAsync(window);
        await Provider.AllowAsync(window);
    }
}
