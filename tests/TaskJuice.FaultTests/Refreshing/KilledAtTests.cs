using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Refreshing;

/// <summary>One of two Workers is killed at a chosen point of a refresh; the other one finds what it left.</summary>
public sealed class KilledAtTests
{
    private const int LongerThanTheTest = 180_000;
    private static readonly TimeSpan ALeaseAndMore = TimeSpan.FromSeconds(60);

    private static readonly Knobs SingleUse = new() { AutoApprove = "acct_acme", Rotation = "strict", ReuseEndsGrant = true };

    [Fact]
    public async Task Killed_before_it_asks_it_has_used_nothing_up()
    {
        await using var at = await ScenarioAsync(SingleUse);
        await at.Database.ExecuteAsync("update connections set expires_at = now()");
        await at.Database.ExecuteAsync("update refresh_leases set due_at = now(), owner = gen_random_uuid(), held_until = now() + interval '3 seconds'");
        await using (await at.Database.HoldAsync("select 1 from refresh_leases for update"))
        {
            await Until.SeenAsync(() => at.Database.CountAsync("pg_stat_activity where wait_event_type = 'Lock' and query ilike '%update refresh_leases%'"), waiting => waiting > 0);
            await at.KillFirstAsync();
        }

        at.Second.Resume();
        await Until.SeenAsync(at.Database.RowsAsync, rows => rows is [{ Version: 2, IsFresh: true, Held: false }], ALeaseAndMore);
        Assert.Equal("granted", Assert.Single(await at.Provider.CallsAsync("token.refresh")).Outcome);
    }

    [Fact]
    public async Task Killed_with_the_answer_in_the_inbox_it_loses_nothing_even_where_a_token_works_once()
    {
        await using var at = await ScenarioAsync(SingleUse);
        await using (await at.Database.HoldAsync("select 1 from connections for no key update"))
        {
            await at.Database.ExecuteAsync("update refresh_leases set due_at = now()");
            await Until.SeenAsync(() => at.Database.CountAsync("token_inbox"), kept => kept == 1);
            await at.KillFirstAsync();
        }

        at.Second.Resume();
        await Until.SeenAsync(at.Database.RowsAsync, rows => rows is [{ Version: 2, IsFresh: true, Held: false }], ALeaseAndMore);
        Assert.Equal(0, await at.Database.CountAsync("token_inbox"));
        Assert.Equal("granted", Assert.Single(await at.Provider.CallsAsync("token.refresh")).Outcome);

        // What was taken from the inbox is the token in force: the next refresh is granted.
        await at.Database.MakeDueAsync();
        await Until.SeenAsync(at.Database.RowsAsync, rows => rows is [{ Version: 3, IsFresh: true }]);
    }

    [Fact]
    public async Task Killed_with_the_only_answer_of_a_single_use_token_on_its_way_it_is_told_as_a_lost_rotation()
    {
        await using var at = await ScenarioAsync(SingleUse with { Token = new() { AnswerDelayMs = LongerThanTheTest, Times = 1, Only = "refresh_token" } });
        await at.Database.MakeDueAsync();
        await Until.SeenAsync(() => at.Provider.CallsAsync("token.refresh"), calls => calls.Count > 0);
        await at.KillFirstAsync();
        at.Second.Resume();

        await Until.SeenAsync(at.Database.RowsAsync, rows => rows is [{ Status: "error", Held: false }], ALeaseAndMore * 2);
        Assert.Equal(1, await at.Database.CountAsync("connections where trouble = 'rotation_lost'"));
        Assert.Equal(1, await at.Database.CountAsync("notifications where closed_at is null"));
    }

    private static async Task<Scenario> ScenarioAsync(Knobs knobs)
    {
        var system = await TestSystem.StartAsync(workers: 2, stop: TestContext.Current.CancellationToken);
        var scenario = new Scenario(system);
        using var ada = await Person.SignInAsync(system);
        await scenario.Provider.SetAsync(SingleUse);
        await ada.ConnectAsync(await ada.AddStepAsync("acme", "sandbox", "create-ticket"));
        scenario.Second.Pause();
        await scenario.Provider.SetAsync(knobs);
        return scenario;
    }

    private sealed class Scenario(TestSystem system) : IAsyncDisposable
    {
        private readonly Local.Child _first = system.Workers.First();

        public Provider Provider { get; } = new(system);

        public Database Database { get; } = new(system);

        /// <summary>Paused until the test lets it look.</summary>
        public Local.Child Second { get; } = system.Workers.Last();

        public async Task KillFirstAsync()
        {
            _first.Kill();
            await _first.Exited;
        }

        public async ValueTask DisposeAsync()
        {
            Second.Resume();
            Provider.Dispose();
            await system.DisposeAsync();
        }
    }
}
