using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Providers;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class TokenEndpointTests : ProviderCalls
{
    [Fact]
    public async Task A_code_becomes_tokens()
    {
        Provider.Reply(200, """{"access_token":"at-1","refresh_token":"rt-1","expires_in":3600,"scope":"read write","token_type":"Bearer"}""");
        var tokens = Assert.IsType<TokenResult.Granted>(await ExchangeAsync()).Tokens;
        Assert.Equal("at-1", tokens.AccessToken.Reveal());
        Assert.Equal("rt-1", tokens.RefreshToken?.Reveal());
        Assert.Equal(Start.AddHours(1), tokens.ExpiresAt);
        Assert.Equal(["read", "write"], tokens.Scopes);
    }

    [Theory]
    [InlineData(400, "invalid_grant")]
    [InlineData(200, "bad_refresh_token")]
    [InlineData(401, "invalid_grant")]
    public async Task A_dead_grant_is_refused(int status, string error)
    {
        Provider.Reply(status, $$"""{"error":"{{error}}","error_description":"Token was revoked"}""");
        Assert.Equal(new TokenResult.Refused(error), await RefreshAsync());
    }

    [Fact]
    public async Task A_code_nobody_knows_is_refused_without_certainty()
    {
        Provider.Reply(400, """{"error":"moon_phase"}""");
        Assert.Equal(new TokenResult.Refused("moon_phase") { Certain = false }, await RefreshAsync());
    }

    [Theory]
    [InlineData(401, "invalid_client")]
    [InlineData(400, "unauthorized_client")]
    public async Task A_broken_client_is_not_blamed_on_the_connection(int status, string error)
    {
        Provider.Reply(status, $$"""{"error":"{{error}}"}""");
        Assert.Equal(new TokenResult.ClientRefused(error), await RefreshAsync());
    }

    [Theory]
    [InlineData("invalid_scope")]
    [InlineData("unsupported_grant_type")]
    public async Task A_wrong_request_is_a_fault_of_the_catalog(string error)
    {
        Provider.Reply(400, $$"""{"error":"{{error}}"}""");
        Assert.Equal(new TokenResult.Misconfigured(error), await RefreshAsync());
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", 2)]
    [InlineData(" 7 ", 7)]
    [InlineData("999999", 3600)]
    [InlineData("99999999999999999999", 3600)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public async Task Throttling_says_for_how_many_seconds(string? header, int? seconds)
    {
        Provider.Reply(429, "slow down", header is null ? [] : [("Retry-After", header)]);
        Assert.Equal(new TokenResult.Throttled(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value)), await RefreshAsync());
    }

    [Theory]
    [InlineData(503, "<html>Maintenance</html>")]
    [InlineData(500, "")]
    [InlineData(403, "Secondary rate limit")]
    [InlineData(400, """{"error":"slow_down"}""")]
    public async Task Whoever_says_when_to_come_back_is_left_alone_until_then(int status, string body)
    {
        Provider.Reply(status, body, ("Retry-After", "90"));
        Assert.Equal(new TokenResult.Throttled(TimeSpan.FromSeconds(90)), await RefreshAsync());
    }

    [Fact]
    public async Task A_refusal_with_a_code_stays_one_beside_a_wish_for_a_pause()
    {
        Provider.Reply(400, """{"error":"invalid_grant"}""", ("Retry-After", "90"));
        Assert.Equal(new TokenResult.Refused("invalid_grant"), await RefreshAsync());
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(-90, null)]
    [InlineData(90_000, 3600)]
    public async Task Throttling_may_name_a_date(int offset, int? seconds)
    {
        Provider.Reply(429, "", ("Retry-After", Start.AddSeconds(offset).ToString("R", CultureInfo.InvariantCulture)));
        Assert.Equal(new TokenResult.Throttled(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null), await RefreshAsync());
    }

    [Theory]
    [InlineData(500, "oops")]
    [InlineData(502, "<html>Bad gateway</html>")]
    [InlineData(503, """{"error":"temporarily_unavailable"}""")]
    [InlineData(400, """{"error":"temporarily_unavailable"}""")]
    public async Task Trouble_of_the_provider_is_nobodys_fault(int status, string body)
    {
        Provider.Reply(status, body);
        Assert.IsType<TokenResult.Unavailable>(await RefreshAsync());
    }

    [Fact]
    public async Task A_closed_port_means_nothing_was_sent()
    {
        await Provider.DisposeAsync();
        Assert.IsType<TokenResult.Unavailable>(await RefreshAsync());
    }

    [Fact]
    public async Task A_connection_cut_after_the_request_leaves_doubt_and_is_not_tried_again()
    {
        Provider.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.IsType<TokenResult.Uncertain>(await RefreshAsync());
        Assert.Single(Provider.Seen);
    }

    [Fact]
    public async Task A_connection_cut_inside_the_reply_leaves_doubt()
    {
        Provider.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"access_token\":\"a");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        Assert.IsType<TokenResult.Uncertain>(await RefreshAsync());
    }

    [Fact]
    public async Task An_answer_that_takes_twenty_seconds_is_an_answer()
    {
        var answer = new TaskCompletionSource();
        Provider.Answer = async context =>
        {
            await answer.Task;
            await context.Response.WriteAsync("""{"access_token":"slow-but-good"}""", context.RequestAborted);
        };
        var refresh = RefreshAsync();
        await Provider.Asked.Task;
        Clock.Advance(TimeSpan.FromSeconds(20));
        answer.SetResult();
        Assert.Equal("slow-but-good", Assert.IsType<TokenResult.Granted>(await refresh).Tokens.AccessToken.Reveal());
    }

    [Fact]
    public async Task A_slow_answer_is_waited_for_longer_than_proxies_wait_and_then_given_up_in_doubt()
    {
        Provider.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var refresh = RefreshAsync();
        await Provider.Asked.Task;
        Clock.Advance(TimeSpan.FromSeconds(109.9));
        Assert.False(refresh.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.IsType<TokenResult.Uncertain>(await refresh);
    }

    [Fact]
    public async Task A_reply_that_drips_ends_as_late()
    {
        var dripping = new TaskCompletionSource();
        Provider.Answer = async context =>
        {
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            dripping.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var refresh = RefreshAsync();
        await dripping.Task;
        Clock.Advance(TimeSpan.FromSeconds(111));
        Assert.IsType<TokenResult.Uncertain>(await refresh);
    }

    [Fact]
    public async Task Whoever_gives_up_after_sending_still_gets_the_tokens()
    {
        using var impatient = new CancellationTokenSource();
        Provider.Answer = async context =>
        {
            await impatient.CancelAsync();
            await context.Response.WriteAsync("""{"access_token":"at"}""");
        };
        Assert.IsType<TokenResult.Granted>(await Tokens.RefreshAsync(Request(OAuth()), new("rt"), impatient.Token));
    }

    [Fact]
    public async Task Whoever_gives_up_before_sending_sends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tokens.RefreshAsync(Request(OAuth()), new("rt"), new CancellationToken(true)));
        Assert.Empty(Provider.Seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("\"at\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html><a href='?access_token=at'>Log in to the wifi</a></html>")]
    [InlineData("{\"access_token\":\"a\",\"access_token\":\"b\"}")]
    [InlineData("{\"access_token\":\"a\"")]
    [InlineData("{\"access_token\":{\"a\":1}}")]
    [InlineData("{\"access_token\":\"\\ud800\"}")]
    [InlineData("access_token=a&access_token=b")]
    [InlineData("access_token=a\r\nX: y")]
    public async Task A_success_without_tokens_is_nonsense(string body)
    {
        Provider.Reply(200, body);
        Assert.IsType<TokenResult.MalformedResponse>(await RefreshAsync());
    }

    [Fact]
    public async Task Ten_thousand_nested_arrays_are_nonsense()
    {
        Provider.Reply(200, $$"""{"access_token":"a","deep":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""");
        Assert.IsType<TokenResult.MalformedResponse>(await RefreshAsync());
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_nonsense()
    {
        Provider.Answer = context => context.Response.Body.WriteAsync(new byte[] { 0x7B, 0xFF, 0xFE, 0x00 }).AsTask();
        Assert.IsType<TokenResult.MalformedResponse>(await RefreshAsync());
    }

    [Fact]
    public async Task An_endless_reply_is_cut_off_at_256_KiB()
    {
        var hungUp = new TaskCompletionSource();
        Provider.Answer = async context =>
        {
            var block = new byte[64 * 1024];
            try
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(block);
                    await Task.Yield();
                }
            }
            finally
            {
                hungUp.SetResult();
            }
        };
        Assert.Equal(new TokenResult.MalformedResponse(new(FailureKind.TooLong) { Status = 200 }), await RefreshAsync());
        await hungUp.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        Provider.Reply(status, "", ("Location", $"{Provider.Address}elsewhere"));
        Assert.Equal(new TokenResult.MalformedResponse(new(FailureKind.Redirected) { Status = status }), await RefreshAsync());
        Assert.Single(Provider.Seen);
    }

    [Fact]
    public async Task Cookies_are_neither_kept_nor_sent()
    {
        Provider.Reply(200, """{"access_token":"at"}""", ("Set-Cookie", "track=1"));
        await RefreshAsync();
        await RefreshAsync();
        Assert.DoesNotContain(Provider.Seen, request => request.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task Another_protocol_on_the_port_is_unavailable_or_in_doubt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var services = Services(Clock, $"127.0.0.1:{port}");
        var method = OAuth() with { TokenUrl = $"http://127.0.0.1:{port}/token" };
        var request = Request(method) with { App = Apps.With(method, [$"127.0.0.1:{port}"]) };
        var endpoint = (TokenEndpoint)services.GetService(typeof(TokenEndpoint))!;
        var refresh = endpoint.RefreshAsync(request, new("rt"), Stop);
        using (var peer = await listener.AcceptTcpClientAsync(Stop))
        {
            await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.9\r\n"), Stop);
        }

        Assert.IsType<TokenResult.Uncertain>(await refresh);
    }

    [Fact]
    public async Task The_reply_is_handed_over_before_it_is_read()
    {
        Provider.Reply(200, "not even a token");
        var stored = "";
        var request = Request(OAuth()) with
        {
            Received = body =>
            {
                stored = body.Reveal();
                return Task.CompletedTask;
            },
        };
        Assert.IsType<TokenResult.MalformedResponse>(await Tokens.RefreshAsync(request, new("rt"), Stop));
        Assert.Equal("not even a token", stored);
    }

    [Fact]
    public async Task Error_codes_cannot_smuggle_text()
    {
        Provider.Reply(400, """{"error":"<img src=x onerror=alert(1)>"}""");
        Assert.Equal(new TokenResult.Refused("unnamed_error") { Certain = false }, await RefreshAsync());
        Provider.Reply(400, $$"""{"error":"{{new string('a', 65)}}"}""");
        Assert.Equal(new TokenResult.Refused("unnamed_error") { Certain = false }, await RefreshAsync());
        Provider.Reply(400, """{"error":"refresh-canary-77"}""");
        Assert.Equal(new TokenResult.Refused("unnamed_error") { Certain = false }, await RefreshAsync());
    }
}
