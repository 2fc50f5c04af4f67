using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Losing;

public sealed class StoppedWebTests
{
    [Fact]
    public async Task A_Web_that_is_told_to_stop_finishes_what_somebody_came_back_with()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var system = await TestSystem.StartAsync(settings: new Dictionary<string, string> { ["Connect__AnswerWithinSeconds"] = "1" }, stop: stop);
        using var provider = new Provider(system);
        using var ada = await Person.SignInAsync(system);
        var step = await ada.AddStepAsync("acme", "sandbox", "create-ticket");
        await provider.SetAsync(new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 5000, Only = "authorization_code" } });

        // By now the browser has been answered, and only the exchange is under way.
        var waiting = await ada.FollowAsync(await ada.StartOAuthAsync(step));
        Assert.Contains("Just a moment", waiting.Html);
        var database = new Database(system);
        Assert.Empty(await database.RowsAsync());

        await system.StopAsync("web-1");
        Assert.Single(await database.RowsAsync());
    }
}
