using System.Net;
using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Refreshing;

[Collection(nameof(Alone))]
public sealed class OneExpiredTokenTests
{
    private const int DemandsPerWeb = 50;
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_hundred_demands_over_four_processes_are_one_refresh()
    {
        await using var system = await TestSystem.StartAsync(workers: 2, webs: 2, stop: TestContext.Current.CancellationToken);
        using var provider = new Provider(system);
        var database = new Database(system);
        using var ada = await Person.SignInAsync(system);
        using var grace = await Person.SignInAsync(system, web: 1, email: "grace@example.test");
        var step = await ada.AddStepAsync("acme", "sandbox", "create-ticket");

        // Paused, the Workers let the token die of its own age; resumed, they find it due together with everybody else.
        foreach (var worker in system.Workers)
            worker.Pause();
        await provider.SetAsync(Strict() with { AccessTokenSeconds = (int)ShortLife.TotalSeconds });
        await ada.ConnectAsync(step);
        await provider.SetAsync(Strict() with { Token = new() { AnswerDelayMs = 500 } });
        await WarmUpAsync(step, ada, grace);
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ ExpiresAt: { } end }] && end < DateTimeOffset.UtcNow);
        await provider.ForgetCallsAsync();

        foreach (var worker in system.Workers)
            worker.Resume();
        var answers = await Task.WhenAll(Demands(ada, step).Concat(Demands(grace, step)));

        Assert.Equal(2 * DemandsPerWeb, answers.Count(answer => answer.Status == HttpStatusCode.OK && answer.Text.Contains("Sandbox answered.")));
        Assert.Equal("granted", Assert.Single(await provider.CallsAsync("token.refresh")).Outcome);
        var calls = await provider.CallsAsync("userinfo");
        Assert.Equal(2 * DemandsPerWeb, calls.Count);
        Assert.All(calls, call => Assert.Equal(200, call.Status));
        Assert.True(Assert.Single(await database.RowsAsync()) is { Status: "active", Version: 2, IsFresh: true, Held: false });

        // The refresh token that came with it was stored: the next refresh, by a Worker alone, is granted as well.
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Status: "active", Version: 3, IsFresh: true }]);
        Assert.All(await provider.CallsAsync("token.refresh"), call => Assert.Equal("granted", call.Outcome));
    }

    private static Knobs Strict() => new() { AutoApprove = "acct_acme", Rotation = "strict", ReuseEndsGrant = true };

    // A process that has answered nothing yet opens its connections and compiles its code first; that is not what is tried here.
    private static Task WarmUpAsync(Step step, params Person[] people) =>
        Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, 10).Select(_ => person.OpenAsync(step.Address))));

    private static IEnumerable<Task<Page>> Demands(Person person, Step step) => Enumerable.Range(0, DemandsPerWeb).Select(_ => person.TestAsync(step));
}
