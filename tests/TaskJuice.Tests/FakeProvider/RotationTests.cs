using System.Net;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

public sealed class RotationTests(RunningProvider provider) : IClassFixture<RunningProvider>
{
    [Fact]
    public async Task Without_rotation_the_refresh_token_stays()
    {
        var (client, first) = await ConnectAsync(new Knobs { Rotation = "none" });
        Assert.Null((await RefreshAsync(client, first)).Refresh);
        Assert.Null((await RefreshAsync(client, first)).Refresh);
    }

    [Fact]
    public async Task A_rotated_token_works_until_its_successor_was_used()
    {
        var (client, first) = await ConnectAsync(new Knobs { Rotation = "rotate" });
        await RefreshAsync(client, first);
        var second = await RefreshAsync(client, first);
        Assert.NotEqual(first.Refresh, second.Refresh);
        await RefreshAsync(client, second);
        await RefusedAsync(client, first);
    }

    [Fact]
    public async Task A_strict_rotation_takes_a_token_once()
    {
        var (client, first) = await ConnectAsync(new Knobs { Rotation = "strict" });
        var second = await RefreshAsync(client, first);
        await RefusedAsync(client, first);
        await RefreshAsync(client, second);
    }

    [Fact]
    public async Task Of_fifty_strict_refreshes_at_once_one_succeeds()
    {
        var (client, first) = await ConnectAsync(new Knobs { Rotation = "strict" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.RefreshAsync(first.Refresh!, Stop)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(49, answers.Count(answer => answer.StatusCode == HttpStatusCode.BadRequest));
        var refreshes = (await provider.Control.LedgerAsync(client.Id, Stop)).Where(entry => entry.Kind == "token.refresh").ToList();
        Assert.Equal(50, refreshes.Count);
        Assert.Single(refreshes, entry => entry.Outcome == "granted");
        Assert.Single(refreshes.Select(entry => entry.RefreshTokenId).Distinct());
    }

    [Fact]
    public async Task Within_the_grace_the_old_token_answers_again()
    {
        var (client, first) = await ConnectAsync(new Knobs { Rotation = "grace", GraceSeconds = 60 });
        await RefreshAsync(client, await RefreshAsync(client, first));
        await RefreshAsync(client, first);
    }

    [Fact]
    public async Task After_the_grace_the_old_token_is_dead()
    {
        var (client, first) = await ConnectAsync(new Knobs { Rotation = "grace", GraceSeconds = 0 });
        var second = await RefreshAsync(client, first);
        await RefusedAsync(client, first);
        await RefreshAsync(client, second);
    }

    [Fact]
    public async Task Reuse_can_end_the_whole_grant()
    {
        var (client, first) = await ConnectAsync(new Knobs { Rotation = "strict", ReuseEndsGrant = true });
        var second = await RefreshAsync(client, first);
        await RefusedAsync(client, first);
        await RefusedAsync(client, second);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.CallAsync("/api/me", second.Access)).StatusCode);
    }

    [Fact]
    public async Task A_refused_refresh_leaves_the_token_as_it_was()
    {
        var knobs = new Knobs { AutoApprove = "acct_acme", Rotation = "strict" };
        var (client, first) = await ConnectAsync(knobs);
        await provider.Control.SetKnobsAsync(client.Id, knobs with { RefuseRefresh = true }, Stop);
        await RefusedAsync(client, first);
        await provider.Control.ResetKnobsAsync(client.Id, Stop);
        await RefreshAsync(client, first);
    }

    [Fact]
    public async Task The_lifetime_of_access_tokens_is_a_knob()
    {
        var (client, tokens) = await ConnectAsync(new Knobs { AccessTokenSeconds = 0 });
        Assert.Equal(0, tokens.Reply.GetProperty("expires_in").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.CallAsync("/api/me", tokens.Access)).StatusCode);
        var (_, silent) = await ConnectAsync(new Knobs { OmitExpiresIn = true });
        Assert.False(silent.Reply.TryGetProperty("expires_in", out _));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<(OAuthClient Client, Tokens Tokens)> ConnectAsync(Knobs knobs)
    {
        var client = await provider.ClientAsync(knobs with { AutoApprove = "acct_acme" });
        return (client, await client.ConnectAsync());
    }

    private static async Task<Tokens> RefreshAsync(OAuthClient client, Tokens tokens)
    {
        using var response = await client.RefreshAsync(tokens.Refresh!, Stop);
        return await Tokens.ReadAsync(response);
    }

    private static async Task RefusedAsync(OAuthClient client, Tokens tokens)
    {
        using var response = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_grant", await response.Content.ReadAsStringAsync(Stop));
    }
}
