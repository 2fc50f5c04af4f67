using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

public sealed class TokenFaultTests(RunningProvider provider) : IClassFixture<RunningProvider>
{
    private static readonly Knobs Calm = new() { AutoApprove = "acct_acme", Rotation = "strict" };

    [Theory]
    [InlineData("garbage", "application/json", "not json")]
    [InlineData("html", "text/html", "Down for maintenance")]
    [InlineData("ok-with-error", "application/json", """{"ok":false,"error":"invalid_grant"}""")]
    public async Task A_false_body_comes_with_200_and_costs_nothing(string body, string type, string text)
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { Body = body, Times = 1 });
        using var response = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal(body, (await LastAsync(client)).Outcome);
        await Tokens.ReadAsync(await client.RefreshAsync(tokens.Refresh!, Stop));
    }

    [Fact]
    public async Task A_huge_body_is_many_megabytes()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { Body = "huge" });
        using var response = await client.RefreshAsync(tokens.Refresh!, Stop);
        await using var body = await response.Content.ReadAsStreamAsync(Stop);
        Assert.True(body.Length > 32 * 1024 * 1024);
    }

    [Fact]
    public async Task A_form_body_holds_the_true_tokens()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { Body = "form", Times = 1 });
        using var response = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Equal("application/x-www-form-urlencoded", response.Content.Headers.ContentType!.MediaType);
        var form = QueryHelpers.ParseQuery(await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal("3600", form["expires_in"]);
        Assert.True((await client.CallAsync("/api/me", form["access_token"]!)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_byte_order_mark_precedes_the_true_tokens()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { Body = "bom" });
        using var response = await client.RefreshAsync(tokens.Refresh!, Stop);
        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Contains("access_token", Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task A_slow_drip_starts_and_does_not_end_soon()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { Body = "slow-drip" });
        await HangUpOnceAnsweredAsync(client, tokens);
    }

    [Fact]
    public async Task A_status_an_error_and_a_pause_are_answered_as_set()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { Status = 503, RetryAfter = "120" });
        using var down = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(120), down.Headers.RetryAfter!.Delta);

        await SpoilAsync(client, new TokenKnob { RetryAfter = "Wed, 21 Oct 2026 07:28:00 GMT" });
        using var busy = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Equal(HttpStatusCode.TooManyRequests, busy.StatusCode);
        Assert.Equal(new DateTimeOffset(2026, 10, 21, 7, 28, 0, TimeSpan.Zero), busy.Headers.RetryAfter!.Date);

        await SpoilAsync(client, new TokenKnob { Error = "invalid_client" });
        using var refused = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("invalid_client", await refused.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_fault_strikes_as_often_as_set_and_only_its_grant_type()
    {
        var client = await provider.ClientAsync(Calm with { Token = new TokenKnob { Status = 500, Times = 2, Only = "refresh_token" } });
        var tokens = await client.ConnectAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.RefreshAsync(tokens.Refresh!, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.RefreshAsync(tokens.Refresh!, Stop)).StatusCode);
        await Tokens.ReadAsync(await client.RefreshAsync(tokens.Refresh!, Stop));
    }

    [Fact]
    public async Task A_dropped_connection_has_used_the_token_up()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { DropAfterCommit = true, Times = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.RefreshAsync(tokens.Refresh!, Stop));
        var entry = await LastAsync(client);
        Assert.Equal("dropped", entry.Outcome);
        Assert.NotNull(entry.IssuedRefreshTokenId);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.RefreshAsync(tokens.Refresh!, Stop)).StatusCode);
    }

    [Fact]
    public async Task Hanging_up_during_a_delay_costs_nothing()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { DelayMs = 60_000 });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.RefreshAsync(tokens.Refresh!, patience.Token));
        await provider.Control.SetKnobsAsync(client.Id, Calm, Stop);
        await Tokens.ReadAsync(await client.RefreshAsync(tokens.Refresh!, Stop));
    }

    [Fact]
    public async Task Hanging_up_before_a_delayed_answer_has_used_the_token_up()
    {
        var (client, tokens) = await ConnectAsync();
        await SpoilAsync(client, new TokenKnob { AnswerDelayMs = 60_000, Times = 1 });
        await HangUpOnceAnsweredAsync(client, tokens);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.RefreshAsync(tokens.Refresh!, Stop)).StatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(OAuthClient Client, Tokens Tokens)> ConnectAsync()
    {
        var client = await provider.ClientAsync(Calm);
        return (client, await client.ConnectAsync());
    }

    private Task SpoilAsync(OAuthClient client, TokenKnob knob) =>
        provider.Control.SetKnobsAsync(client.Id, Calm with { Token = knob }, Stop);

    private async Task<LedgerEntry> LastAsync(OAuthClient client) => (await provider.Control.LedgerAsync(client.Id, Stop))[^1];

    /// <summary>Refreshes, waits until the provider has done its work, and hangs up before the answer is complete.</summary>
    private async Task HangUpOnceAnsweredAsync(OAuthClient client, Tokens tokens)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var refresh = client.RefreshAsync(tokens.Refresh!, patience.Token);
        while ((await LastAsync(client)).Kind != "token.refresh")
            Assert.False(refresh.IsCompleted);
        Assert.Equal("granted", (await LastAsync(client)).Outcome);
        Assert.False(refresh.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refresh);
    }
}
