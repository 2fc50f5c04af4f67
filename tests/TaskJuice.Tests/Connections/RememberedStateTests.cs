using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TaskJuice.Tests.Pages.Workflows;
using TaskJuice.Tests.Storage;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>The state of an authorization request is in Redis; what Redis forgot or never heard, the attempt's row knows, and the row decides.</summary>
public sealed class RememberedStateTests(CountingWeb web) : IClassFixture<CountingWeb>
{
    [Fact]
    public async Task A_thousand_made_up_states_cost_the_database_nothing()
    {
        var back = await Returning.ToAsync(web);
        var genuine = back.State;
        var stranger = web.NewGuest();
        var (_, statements, _) = await web.CostAsync(async () =>
        {
            Answer answer = null!;
            for (var number = 0; number < 1_000; number++)
            {
                answer = await stranger.Browser.OpenAsync($"/oauth/callback/sandbox/shared?code=c&state={MadeUp(genuine, number)}");
                Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            }

            return answer;
        });
        Assert.Equal(0, statements);
        Assert.Contains("Connected", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task A_spent_state_that_a_stranger_brings_costs_the_database_nothing()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var stranger = web.NewGuest();
        var (_, statements, _) = await web.CostAsync(() => stranger.Browser.OpenAsync(back.Callback));
        Assert.Equal(0, statements);
        Assert.Equal(1, await web.CallsAsync("token.code"));
    }

    [Theory]
    [InlineData("forgotten")]
    [InlineData("spoiled")]
    [InlineData("another")]
    public async Task What_redis_does_not_know_any_more_the_row_does(string what)
    {
        var other = await Returning.ToAsync(web);
        var back = await Returning.ToAsync(web);
        var store = Store;
        await (what switch
        {
            "forgotten" => store.KeyDeleteAsync(back.StateKey),
            "spoiled" => store.StringSetAsync(back.StateKey, "\0spoiled"),
            _ => store.StringSetAsync(back.StateKey, await store.StringGetAsync(other.StateKey)),
        });
        Assert.Contains("Connected", await back.Guest.ResultAsync(await back.FinishAsync()));
        Assert.True(await store.KeyExistsAsync(back.StateKey));
    }

    [Fact]
    public async Task A_redis_that_was_put_back_to_an_earlier_moment_uses_no_state_twice()
    {
        var back = await Returning.ToAsync(web);
        var store = Store;
        var earlier = await store.StringGetAsync(back.StateKey);
        await back.FinishAsync();
        await store.StringSetAsync(back.StateKey, earlier);

        Assert.Contains("Connected", await back.Guest.ResultAsync(await back.FinishAsync()));
        Assert.Equal(1, await web.CallsAsync("token.code"));
    }

    [Fact]
    public async Task It_stays_in_redis_no_longer_than_it_may_come_back_and_nothing_in_it_can_be_read()
    {
        var back = await Returning.ToAsync(web);
        var store = Store;
        Assert.InRange((await store.KeyTimeToLiveAsync(back.StateKey))!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        var kept = Encoding.UTF8.GetString((byte[])(await store.StringGetAsync(back.StateKey))!);
        Assert.DoesNotContain(back.Agency.Slug, kept);
        Assert.DoesNotContain(back.State, kept);

        await back.FinishAsync();
        Assert.NotNull(await store.KeyTimeToLiveAsync(back.StateKey));
    }

    [Fact]
    public async Task The_state_of_an_attempt_that_began_anew_counts_no_longer_and_costs_nothing()
    {
        var back = await Returning.ToAsync(web);
        var again = await back.Guest.Browser.SendFormAsync(back.Step.Connect("oauth").Replace("/sandbox?", "/sandbox/oauth?"), false, ("flow", back.Started.Flow.ToString()), ("mode", ""));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        var stranger = web.NewGuest();
        var (_, statements, _) = await web.CostAsync(() => stranger.Browser.OpenAsync(back.Callback));
        Assert.Equal(0, statements);
    }

    // Random, one that was genuine but for a character, one cut, one that is too long, none.
    private static string MadeUp(string genuine, int number) => (number % 5) switch
    {
        0 => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
        1 => genuine[..(number % genuine.Length)] + (genuine[number % genuine.Length] == 'A' ? 'B' : 'A') + genuine[(number % genuine.Length + 1)..],
        2 => genuine[..^(1 + number % 20)],
        3 => genuine + genuine,
        _ => "",
    };

    private IDatabase Store => web.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
}
