using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Vault;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>One rate per token endpoint and client, over all processes; the moments stand in the partition's row, by the database's clock.</summary>
public sealed class RateLimitPartitionTests(WebFixture web) : IClassFixture<WebFixture>, IAsyncLifetime
{
    private static readonly Guid OtherPartition = Guid.Parse("00000000-0000-0000-0000-000000000001");

    // What other tests left due would take the moments of this one.
    public async ValueTask InitializeAsync() => await web.ExecuteAsync("update refresh_leases set due_at = null; delete from rate_limit_partitions");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_a_busy_provider_does_not_take_waits_while_another_ones_token_is_refreshed()
    {
        var (first, second, other) = (await DueAsync(minutes: 1), await DueAsync(minutes: 2), await DueAsync(minutes: 3));
        await web.ExecuteAsync($"update refresh_leases set partition_id = '{OtherPartition}' where workspace_id = '{other.Agency.Tenant.WorkspaceId}'");

        Assert.Equal(2, await RefreshDueAsync(await web.StartHostAsync(("Refresh:PerSecond", "1"))));

        Assert.Equal((true, false, true), (await IsRefreshedAsync(first), await IsRefreshedAsync(second), await IsRefreshedAsync(other)));
        var waiting = await web.LeaseAsync(second.Agency.Tenant);
        Assert.Equal((null, 0), (waiting.ReservedUntil, waiting.Failures));
        Assert.True(waiting.DueAt < DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task The_token_that_ends_first_is_refreshed_first_though_it_became_due_last()
    {
        var (late, early) = (await DueAsync(minutes: 9), await DueAsync(minutes: 1));
        await web.ExecuteAsync($"update refresh_leases set due_at = now() - interval '1 hour' where workspace_id = '{late.Agency.Tenant.WorkspaceId}'");

        Assert.Equal(1, await RefreshDueAsync(await web.StartHostAsync(("Refresh:PerSecond", "1"))));

        Assert.Equal((false, true), (await IsRefreshedAsync(late), await IsRefreshedAsync(early)));
    }

    [Fact]
    public async Task Two_processes_that_look_at_once_share_the_moments_of_one_rate()
    {
        for (var number = 0; number < 6; number++)
            await DueAsync(minutes: number + 1);
        var start = await NextMomentAsync("now() + interval '200 milliseconds'");
        IServiceProvider[] both = [await web.StartHostAsync(("Refresh:PerSecond", "4")), await web.StartHostAsync(("Refresh:PerSecond", "4"))];

        while (await web.CallsAsync("token.refresh") < 6)
            await Task.WhenAll(both.Concat(both).Select(RefreshDueAsync));

        Assert.Equal(6, await web.CallsAsync("token.refresh"));
        Assert.InRange(await MomentAsync(), start.AddSeconds(6 / 4.0), DateTime.MaxValue);
    }

    [Fact]
    public async Task Somebody_who_waits_goes_first_and_pushes_the_schedule_back()
    {
        var back = await DueAsync(minutes: 1);
        await web.ExpireAsync(back);
        var full = await NextMomentAsync("now() + interval '1500 milliseconds'");

        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(back));

        Assert.InRange(await MomentAsync(), full.AddSeconds(1 / 20.0), DateTime.MaxValue);
    }

    [Fact]
    public async Task What_somebody_refreshed_before_its_moment_came_is_not_refreshed_again()
    {
        var back = await DueAsync(minutes: 1);
        await web.ExpireAsync(back);
        await NextMomentAsync("now() + interval '900 milliseconds'");
        var look = await web.Services.GetRequiredService<RefreshSchedule>().LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, look.Started);
        await NextMomentAsync("now()");

        Assert.Equal(RefreshResult.Fresh, await EnsureAsync(back, await web.StartHostAsync()));
        await look.Done;
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
    }

    [Fact]
    public async Task Somebody_who_would_wait_too_long_is_told_so_and_books_nothing()
    {
        var back = await DueAsync(minutes: 1);
        await web.ExpireAsync(back);
        var full = await NextMomentAsync("now() + interval '1 hour'");

        Assert.Equal(RefreshResult.Later, await EnsureAsync(back));

        Assert.Equal(0, await web.CallsAsync("token.refresh"));
        Assert.Equal(full, await MomentAsync());
    }

    [Fact]
    public async Task A_moment_that_nobody_needs_any_more_is_given_back()
    {
        var back = await DueAsync(minutes: 1);
        var start = await NextMomentAsync("now() + interval '1 hour'");
        await web.ExecuteAsync("update refresh_leases set due_at = null");
        await using var scope = web.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RefreshConnection>().RefreshReservedAsync(
            new(back.Agency.Tenant, (await ConnectionAsync(back)).Id, (await web.LeaseAsync(back.Agency.Tenant)).PartitionId, TimeSpan.Zero), TestContext.Current.CancellationToken);

        Assert.Equal(start.AddSeconds(-1 / 20.0), await MomentAsync());
    }

    [Fact]
    public async Task A_moment_is_given_back_when_the_lease_cannot_be_taken()
    {
        var back = await DueAsync(minutes: 1);
        await web.ExpireAsync(back);
        await web.ExecuteAsync($"delete from connection_secrets where connection_id = '{(await ConnectionAsync(back)).Id}'");
        var start = await NextMomentAsync("now() + interval '1 second'");

        await Assert.ThrowsAnyAsync<VaultException>(() => EnsureAsync(back));
        Assert.Equal(start, await MomentAsync());

        await web.PauseIsOverAsync(back);
        await using var scope = web.Services.CreateAsyncScope();
        await Assert.ThrowsAnyAsync<VaultException>(async () => await scope.ServiceProvider.GetRequiredService<RefreshConnection>().RefreshReservedAsync(
            new(back.Agency.Tenant, (await ConnectionAsync(back)).Id, (await web.LeaseAsync(back.Agency.Tenant)).PartitionId, TimeSpan.Zero), TestContext.Current.CancellationToken));
        Assert.Equal(start.AddSeconds(-1 / 20.0), await MomentAsync());
    }

    [Fact]
    public async Task A_moment_is_given_back_when_its_process_ends_before_it_comes()
    {
        var back = await DueAsync(minutes: 1);
        var start = await NextMomentAsync("now() + interval '1 hour'");
        using var stop = new CancellationTokenSource();
        await using var scope = web.Services.CreateAsyncScope();
        var waiting = scope.ServiceProvider.GetRequiredService<RefreshConnection>().RefreshReservedAsync(
            new(back.Agency.Tenant, (await ConnectionAsync(back)).Id, (await web.LeaseAsync(back.Agency.Tenant)).PartitionId, TimeSpan.FromHours(1)), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(start.AddSeconds(-1 / 20.0), await MomentAsync());
    }

    [Fact]
    public async Task A_provider_that_is_left_alone_has_no_moments_taken_from_it()
    {
        var back = await DueAsync(minutes: 1);
        await web.ExpireAsync(back);
        await web.ExecuteAsync("""
            insert into open_circuits (token_endpoint, client, kind, since, until, tries, because)
            select token_endpoint, client, 'throttled', now(), now() + interval '1 hour', 1, 'throttled' from connections limit 1
            """);
        var start = await NextMomentAsync("now()");

        Assert.Equal(RefreshResult.Later, await EnsureAsync(back, await web.StartHostAsync()));

        Assert.Equal(start, await MomentAsync());
        await web.ExecuteAsync("delete from open_circuits");
    }

    [Fact]
    public async Task Connections_from_before_there_were_lanes_get_the_same_ones()
    {
        await DueAsync(minutes: 1);
        Assert.Equal(0L, await web.ReadAsync($"""
            select count(*) from refresh_leases join connections on id = connection_id where partition_id <> '{OtherPartition}' and partition_id <>
                encode(substring(sha256(convert_to(concat(token_endpoint, e'\n', client), 'UTF8')) from 1 for 16), 'hex')::uuid
            """));
    }

    private async Task<Returning> DueAsync(int minutes)
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme" });
        await back.FinishAsync();
        await web.ForgetCallsAsync();
        await web.PauseIsOverAsync(back);
        await web.ExecuteAsync($"update refresh_leases set token_ends_at = now() + interval '{minutes} minutes' where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");
        return back;
    }

    private async Task<DateTime> NextMomentAsync(string at)
    {
        await web.ExecuteAsync($"""
            delete from rate_limit_partitions;
            insert into rate_limit_partitions (id, first_at, next_at, step)
            select distinct partition_id, {at}, {at}, interval '50 milliseconds' from refresh_leases where partition_id <> '{OtherPartition}' and due_at is not null
            """);
        return await MomentAsync();
    }

    private async Task<DateTime> MomentAsync() => (DateTime)(await web.ReadAsync($"select next_at from rate_limit_partitions where id <> '{OtherPartition}'"))!;

    private async Task<bool> IsRefreshedAsync(Returning back) => (await ConnectionAsync(back)).RefreshedAt is not null;

    private async Task<Connection> ConnectionAsync(Returning back) => Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));

    private static Task<int> RefreshDueAsync(IServiceProvider services) =>
        services.GetRequiredService<RefreshSchedule>().RefreshDueAsync(TestContext.Current.CancellationToken);

    private async Task<RefreshResult> EnsureAsync(Returning back, IServiceProvider? services = null) =>
        await (services ?? web.Services).GetRequiredService<FreshTokens>()
            .EnsureAsync(back.Agency.Tenant, (await ConnectionAsync(back)).Id, null, TestContext.Current.CancellationToken);
}
