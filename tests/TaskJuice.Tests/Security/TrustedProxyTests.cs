using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>Limits on signing in count the true client, and nobody chooses who that is.</summary>
public sealed class TrustedProxyTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Proxy = "10.1.2.3";
    private const int Tries = 10;

    // All processes count together, and what an earlier test did counts.
    private readonly string _somebody = $"{Guid.NewGuid():N}@walls.test";

    [Fact]
    public async Task Behind_a_trusted_proxy_one_client_does_not_use_up_the_tries_of_another()
    {
        var server = await Remote.ServerAsync(web, ("Web:TrustedProxies", "10.1.0.0/16, 192.0.2.7"));
        await UseUpAsync(server, Proxy, _ => "203.0.113.1");
        Assert.Equal(429, await TryAsync(server, Proxy, "203.0.113.1"));
        Assert.Equal(422, await TryAsync(server, Proxy, "203.0.113.2"));
        Assert.Equal(429, await TryAsync(server, Proxy, "203.0.113.1, 192.0.2.7"));
    }

    [Fact]
    public async Task What_stands_before_the_first_untrusted_address_is_not_believed()
    {
        var server = await Remote.ServerAsync(web, ("Web:TrustedProxies", "10.1.0.0/16"));
        await UseUpAsync(server, Proxy, number => $"198.51.100.{number}, 203.0.113.3");
        Assert.Equal(429, await TryAsync(server, Proxy, "198.51.100.200, 203.0.113.3"));
    }

    [Theory]
    [InlineData("10.1.0.0/16")]
    [InlineData("")]
    public async Task A_client_that_is_no_proxy_cannot_choose_its_address(string trusted)
    {
        var server = await Remote.ServerAsync(web, ("Web:TrustedProxies", trusted));
        await UseUpAsync(server, "203.0.113.4", number => $"198.51.100.{number}");
        Assert.Equal(429, await TryAsync(server, "203.0.113.4", "198.51.100.200"));
    }

    private async Task UseUpAsync(TestServer server, string from, Func<int, string> forwarded)
    {
        for (var number = 0; number < Tries; number++)
            Assert.Equal(422, await TryAsync(server, from, forwarded(number)));
    }

    private Task<int> TryAsync(TestServer server, string from, string forwardedFor) =>
        new Remote(server, from, forwardedFor).SignInAsync(_somebody, "wrong");
}
