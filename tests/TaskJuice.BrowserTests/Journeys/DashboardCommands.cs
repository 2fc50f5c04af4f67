using System.Diagnostics;

namespace TaskJuice.BrowserTests.Journeys;

/// <summary>What a developer presses in the dashboard, and what the person in front of the product sees of it.</summary>
public sealed class DashboardCommands(RunningSystem system) : Journey(system)
{
    private const string FakeProvider = ResourceNames.FakeProvider;
    private const string Works = "Sandbox responded.";

    // As long as the provider takes for everything but tokens once it is told to be slow.
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Refused_refreshes_ask_for_the_person_who_repairs_the_account_once_the_provider_came_back()
    {
        var ada = await ConnectAsync();
        await PressAsync(FakeProvider, "refuse-refreshes");
        await TheSystem.AppHost.Dashboard.UntilAsync(_began, spans => spans.Any(span => span.Name == "connection.refresh" && span.Tags["outcome"] == "refused"), ResourceNames.Worker);
        await ada.Page.ReloadAsync();
        await Expect(ada.Builder.Banner).ToContainTextAsync("A connection needs to be reauthorized");

        await PressAsync(FakeProvider, "come-back");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sandbox reauth required" }).ClickAsync();
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.ContinueAsync(window);
        await Provider.AllowAsync(window);
        await Expect(ada.Builder.Banner).ToBeEmptyAsync();
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Active");
    }

    [Fact]
    public async Task A_provider_that_goes_down_is_said_to_be_in_trouble_until_it_comes_back()
    {
        var ada = await ConnectAsync();
        await PressAsync(FakeProvider, "go-down");
        await TestAsync(ada, "Sandbox reported a problem on its side (status 503). Try again in a moment.");

        await PressAsync(FakeProvider, "come-back");
        await TestAsync(ada, Works);
    }

    [Fact]
    public async Task A_provider_that_answers_slowly_is_waited_for()
    {
        var ada = await ConnectAsync();
        await PressAsync(FakeProvider, "answer-slowly");
        var waited = Stopwatch.StartNew();
        await TestAsync(ada, Works);
        Assert.True(waited.Elapsed >= Slowness, $"The answer was there after {waited.Elapsed}");
    }

    [Fact]
    public async Task Rotating_gives_every_account_a_new_key_and_what_was_connected_still_works()
    {
        var ada = await ConnectAsync();
        var before = await NewestKeyAsync();
        await PressAsync(ResourceNames.Worker, "rotate-account-keys");
        Assert.Equal(before + 1, await NewestKeyAsync());
        await TestAsync(ada, Works);
    }

    [Fact]
    public async Task Resetting_starts_with_the_demo_data_again_at_the_same_addresses()
    {
        var ada = await ConnectAsync();
        await PressAsync(FakeProvider, "refuse-refreshes");

        // What it does while its servers are away is another journey's.
        await ada.Page.CloseAsync();
        await PressAsync(ResourceNames.Database, "reset");
        await TheSystem.AppHost.HealthyAsync(ResourceNames.Web, TestContext.Current.CancellationToken);
        Assert.Equal(0, await TheSystem.CountConnectionsAsync());
        Assert.Equal(0L, await TheSystem.ReadAsync("select count(*) from workflows"));

        var again = await ConnectAsync();
        await TestAsync(again, Works);
        await PressAsync(FakeProvider, "refuse-refreshes");
        await PressAsync(FakeProvider, "come-back");
    }

    [Fact]
    public async Task A_reset_that_cannot_be_done_stops_nothing()
    {
        await TheSystem.AppHost.StopRedisAsync();
        try
        {
            var refused = await TheSystem.AppHost.PressAsync(ResourceNames.Database, "reset");
            Assert.False(refused.Success);
            Assert.StartsWith("Redis is not responding.", refused.Message);
            await (await VisitAsync()).SignInAsync();
        }
        finally
        {
            await TheSystem.AppHost.StartRedisAsync();
        }
    }

    private async Task<Visitor> ConnectAsync()
    {
        var visitor = await OpenBuilderAsync();
        await visitor.Builder.AddAsync("Sandbox", "New record");
        await visitor.Builder.ConnectWithOAuthAsync();
        return visitor;
    }

    // The demo has one account.
    private async Task<int> NewestKeyAsync() => (int)await TheSystem.ReadAsync("select max(version) from account_keys");

    private async Task PressAsync(string resource, string command)
    {
        var result = await TheSystem.AppHost.PressAsync(resource, command);
        Assert.True(result.Success, $"{command}: {result.Message}");
    }

    private static async Task TestAsync(Visitor visitor, string answer)
    {
        await visitor.Builder.TestStepAsync();
        await Expect(visitor.Builder.Answer).ToContainTextAsync(answer);
    }
}
