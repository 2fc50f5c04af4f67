using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TaskJuice.Core.Limiting;
using TaskJuice.Testing;
using TaskJuice.Web.Pages.SignIn;
using Xunit;

namespace TaskJuice.Tests.Pages.SignIn;

/// <summary>The same limits, counted in Redis and by a process that cannot reach it.</summary>
public sealed class SignInLimitTests : IAsyncLifetime
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.2");

    private readonly List<IDisposable> _made = [];
    private TestRedis _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await TestRedis.StartAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_tries_for_one_person_from_one_address_and_no_more_however_it_is_written(bool withRedis)
    {
        var limit = await LimitAsync(withRedis);
        for (var count = 0; count < 10; count++)
            Assert.Null(await limit.TakeAsync(Here, count % 2 == 0 ? "ada@walls.test" : "ADA@walls.test", null));
        Assert.NotNull(await limit.TakeAsync(Here, "ada@walls.test", null));
        Assert.Null(await limit.TakeAsync(Here, "grace@walls.test", null));
        Assert.Null(await limit.TakeAsync(There, "ada@walls.test", null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hundred_tries_from_one_address_and_no_more(bool withRedis)
    {
        var limit = await LimitAsync(withRedis);
        for (var count = 0; count < 100; count++)
            Assert.Null(await limit.TakeAsync(Here, $"{count}@walls.test", null));
        Assert.NotNull(await limit.TakeAsync(Here, "ada@walls.test", null));
        Assert.Null(await limit.TakeAsync(There, "ada@walls.test", null));
    }

    [Fact]
    public async Task Processes_count_together_and_each_by_itself_while_Redis_is_away()
    {
        var (one, other) = (await LimitAsync(), await LimitAsync());
        for (var count = 0; count < 10; count++)
            Assert.Null(await (count % 2 == 0 ? one : other).TakeAsync(Here, "ada@walls.test", null));
        var wait = Assert.NotNull(await one.TakeAsync(Here, "ada@walls.test", null));
        Assert.InRange(wait, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10));
        Assert.NotNull(await other.TakeAsync(Here, "ada@walls.test", null));

        await _redis.KillAsync();
        foreach (var alone in (SignInLimit[])[one, other])
        {
            for (var count = 0; count < 10; count++)
                Assert.Null(await alone.TakeAsync(Here, "ada@walls.test", null));
            Assert.NotNull(await alone.TakeAsync(Here, "ada@walls.test", null));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_typed_is_not_kept(bool withRedis)
    {
        var limit = await LimitAsync(withRedis);
        var typed = await Task.Run(() => TryAsync(limit));
        await Task.Run(() => TryAsync(limit));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(typed.IsAlive);
    }

    [Fact]
    public async Task Redis_holds_a_short_key_for_each_subject_however_often_it_tries_and_forgets_it()
    {
        var limit = await LimitAsync();
        foreach (var email in (string[])["ada@walls.test", new string('a', 1_000_000)])
        {
            for (var count = 0; count < 50; count++)
                await limit.TakeAsync(Here, email, null);
        }

        await using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        var keys = redis.GetServer(_redis.Endpoint).Keys().ToList();
        Assert.Equal(5, keys.Count);
        foreach (var key in keys)
        {
            Assert.Equal("{limits}:".Length + 32, key.ToString().Length);
            Assert.InRange((await redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromHours(1));
            Assert.InRange((long)await redis.GetDatabase().ExecuteAsync("MEMORY", "USAGE", key), 1, 300);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var made in _made)
            made.Dispose();
        await _redis.DisposeAsync();
    }

    private async Task<SignInLimit> LimitAsync(bool withRedis = true)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync($"{(withRedis ? _redis.ConnectionString : "127.0.0.1:1")},abortConnect=false,connectTimeout=500");
        var tally = new Tally(new(redis, TimeProvider.System, NullLogger<SharedCounts>.Instance));
        _made.AddRange([tally, redis]);
        return new(tally, new HostingEnvironment { EnvironmentName = Environments.Production });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> TryAsync(SignInLimit limit)
    {
        var email = new string('A', 1_000_000);
        Assert.Null(await limit.TakeAsync(Here, email, null));
        return new(email);
    }
}
