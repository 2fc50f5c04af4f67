using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>An answer that takes long is waited for by whoever asked; nobody else asks meanwhile, and nobody hangs.</summary>
public sealed class SlowProviderTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Knobs Slow = new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 3000, Only = "refresh_token" } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_lease_lives_as_long_as_its_holder_waits_and_is_free_when_it_ended()
    {
        var back = await ExpiredAsync(new() { AutoApprove = "acct_acme" });
        await using var scope = web.Services.CreateAsyncScope();
        using var held = (await scope.ServiceProvider.GetRequiredService<RefreshLeases>()
            .TryAcquireAsync(back.Agency.Tenant, (await ConnectionAsync(back)).Id, onlyWhenDue: false, _ => true, Stop))!;
        var answer = new TaskCompletionSource<int>();
        var waiting = Keeper().WhileAsync(held, () => answer.Task);

        for (var beat = 0; beat < 5; beat++)
        {
            await web.PassAsync(back, TimeSpan.FromSeconds(20));
            _clock.Advance(TimeSpan.FromSeconds(20));
            await UntilAsync(async () => (await web.LeaseAsync(back.Agency.Tenant)).HeldUntil > DateTimeOffset.UtcNow.AddSeconds(20));
        }

        answer.SetResult(1);
        Assert.Equal(1, await waiting);
        await web.PassAsync(back, TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await web.LeaseAsync(back.Agency.Tenant)).HeldUntil < DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A_lease_that_went_to_somebody_else_is_not_prolonged()
    {
        var back = await ExpiredAsync(new() { AutoApprove = "acct_acme" });
        var connection = await ConnectionAsync(back);
        await using var scope = web.Services.CreateAsyncScope();
        var leases = scope.ServiceProvider.GetRequiredService<RefreshLeases>();
        using var first = (await leases.TryAcquireAsync(back.Agency.Tenant, connection.Id, onlyWhenDue: false, _ => true, Stop))!;
        await web.PassAsync(back, TimeSpan.FromMinutes(1));
        using var second = (await leases.TryAcquireAsync(back.Agency.Tenant, connection.Id, onlyWhenDue: false, _ => true, Stop))!;
        await web.PassAsync(back, TimeSpan.FromSeconds(20));

        var (one, other) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var late = Keeper().WhileAsync(first, () => one.Task);
        _clock.Advance(TimeSpan.FromSeconds(9));
        one.SetResult(1);
        await late;
        Assert.True((await web.LeaseAsync(back.Agency.Tenant)).HeldUntil < DateTimeOffset.UtcNow.AddSeconds(10));

        var owner = Keeper().WhileAsync(second, () => other.Task);
        _clock.Advance(TimeSpan.FromSeconds(9));
        await UntilAsync(async () => (await web.LeaseAsync(back.Agency.Tenant)).HeldUntil > DateTimeOffset.UtcNow.AddSeconds(20));
        other.SetResult(1);
        await owner;
    }

    [Fact]
    public async Task Whoever_waits_for_a_slow_answer_is_told_so_and_the_answer_is_used_when_it_comes()
    {
        var back = await ExpiredAsync(Slow);
        var connection = await ConnectionAsync(back);
        var fresh = new FreshTokens(web.Services.GetRequiredService<IServiceScopeFactory>(), _clock);
        var (impatient, patient) = (fresh.EnsureAsync(back.Agency.Tenant, connection.Id, null, Stop), fresh.EnsureAsync(back.Agency.Tenant, connection.Id, null, Stop));
        await UntilAsync(async () => await web.CallsAsync("token.refresh") == 1);

        _clock.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal(RefreshResult.Asking, await impatient);
        Assert.Equal(RefreshResult.Asking, await patient);

        await UntilAsync(async () => (await ConnectionAsync(back)).SecretVersion > connection.SecretVersion);
        Assert.Equal(1, await web.CallsAsync("token.refresh"));
        Assert.Equal(RefreshResult.Fresh, await fresh.EnsureAsync(back.Agency.Tenant, connection.Id, null, Stop));
    }

    private LeaseKeeper Keeper() => new(web.Services.GetRequiredService<IServiceScopeFactory>(), _clock, NullLogger<LeaseKeeper>.Instance);

    private async Task<Returning> ExpiredAsync(Knobs knobs)
    {
        var back = await Returning.ToAsync(web, knobs);
        await back.FinishAsync();
        await web.ExpireAsync(back);
        await web.ForgetCallsAsync();
        return back;
    }

    private async Task<Connection> ConnectionAsync(Returning back) => Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));

    private static async Task UntilAsync(Func<Task<bool>> happened)
    {
        while (!await happened())
            Stop.ThrowIfCancellationRequested();
    }
}
