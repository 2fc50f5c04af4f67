using System.Net;
using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Refreshing;

public sealed class KilledWorkerTests
{
    private const int LongerThanTheTest = 120_000;

    [Fact]
    public async Task The_refresh_of_a_killed_worker_is_taken_over_when_its_lease_has_ended()
    {
        await using var system = await TestSystem.StartAsync(workers: 2, stop: TestContext.Current.CancellationToken);
        using var provider = new Provider(system);
        var database = new Database(system);
        using var ada = await Person.SignInAsync(system);
        var step = await ada.AddStepAsync("acme", "sandbox", "create-ticket");
        await provider.SetAsync(Grace());
        await ada.ConnectAsync(step);
        var (first, second) = (system.Workers.First(), system.Workers.Last());

        // Only one of them can be the one that asks. The provider rotates the token and the answer never arrives.
        second.Pause();
        await provider.SetAsync(Grace() with { Token = new() { AnswerDelayMs = LongerThanTheTest, Times = 1, Only = "refresh_token" } });
        await database.MakeDueAsync();
        var lost = Assert.Single(await Until.SeenAsync(() => provider.CallsAsync("token.refresh"), calls => calls.Count > 0));
        var held = Assert.Single(await database.RowsAsync());
        Assert.True(held is { Held: true, Version: 1 });
        first.Kill();
        await first.Exited;
        second.Resume();

        var after = await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Version: 2, IsFresh: true, Held: false }], TimeSpan.FromSeconds(60));
        var calls = await provider.CallsAsync("token.refresh");
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal((lost.RefreshTokenId, "granted"), (call.RefreshTokenId, call.Outcome)));
        Assert.True(calls[1].At >= held.HeldUntil, "The lease was overtaken before its end.");
        Assert.NotEqual("error", after[0].Status);
        Assert.Contains("Sandbox answered.", (await ada.TestAsync(step)).Text);
    }

    private static Knobs Grace() => new() { AutoApprove = "acct_acme", Rotation = "grace", GraceSeconds = 90 };
}
