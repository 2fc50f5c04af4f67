using System.Net;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

public sealed class LedgerTests(RunningProvider provider) : IClassFixture<RunningProvider>
{
    private static readonly Knobs Approving = new() { AutoApprove = "acct_acme", Rotation = "strict" };

    [Fact]
    public async Task The_ledger_tells_the_story_of_a_connection()
    {
        var client = await provider.ClientAsync();
        using var visitor = new Visitor(provider.Http.BaseAddress!);
        var consent = await visitor.SignInAsync(await visitor.GetAsync(client.AuthorizeUrl()), "ops@acme.test");
        var answer = (await visitor.SubmitAsync(consent, "Allow")).Answer;
        var tokens = await Tokens.ReadAsync(await client.ExchangeAsync(answer["code"]));
        var next = await Tokens.ReadAsync(await client.RefreshAsync(tokens.Refresh!, Stop));
        await client.CallAsync("/userinfo", next.Access);
        await client.CallAsync("/api/me", next.Access);
        await client.RevokeAsync(next.Refresh!);

        var ledger = await provider.Control.LedgerAsync(client.Id, Stop);
        Assert.Equal(
            ["authorize", "consent", "token.code", "token.refresh", "userinfo", "api", "revoke"],
            ledger.Select(entry => entry.Kind));
        Assert.Equal(["shown", "allowed", "granted", "granted", "ok", "ok", "ok"], ledger.Select(entry => entry.Outcome));
        Assert.All(ledger.Skip(1), entry => Assert.Equal("acct_acme", entry.Account));
        Assert.Equal("S256", ledger[0].Pkce);
        Assert.Equal(ledger[2].IssuedRefreshTokenId, ledger[3].RefreshTokenId);
        Assert.Equal(ledger.OrderBy(entry => entry.Seq), ledger);
    }

    [Fact]
    public async Task The_ledger_holds_no_secret()
    {
        var client = await provider.ClientAsync(Approving);
        using var visitor = new Visitor(provider.Http.BaseAddress!);
        var code = (await client.AnswerAsync(visitor))["code"];
        var tokens = await Tokens.ReadAsync(await client.ExchangeAsync(code));
        await client.CallAsync("/api/me", tokens.Access);
        await client.CallAsync("/api/me", "sk_sandbox_acme");

        var ledger = await provider.Http.GetStringAsync("/_control/ledger", Stop);
        foreach (var secret in (string[])[code, tokens.Access, tokens.Refresh!, client.Verifier, OAuthClient.State, OAuthClient.Secret, "sk_sandbox"])
            Assert.DoesNotContain(secret, ledger);
    }

    [Fact]
    public async Task Many_consents_at_once_give_tokens_that_work_and_rotate_like_any_others()
    {
        var client = await provider.ClientAsync(new() { Rotation = "strict" });
        var grants = await provider.Control.IssueGrantsAsync(new(client.Id, "acct_globex", ["offline_access"], 3), Stop);
        Assert.Empty(await provider.Control.LedgerAsync(client.Id, Stop));
        Assert.Equal(3, grants.Select(grant => grant.RefreshToken).Distinct().Count());

        Assert.True((await client.CallAsync("/api/me", grants[0].AccessToken)).IsSuccessStatusCode);
        var next = await Tokens.ReadAsync(await client.RefreshAsync(grants[0].RefreshToken, Stop));
        await Tokens.ReadAsync(await client.RefreshAsync(next.Refresh!, Stop));
        using var refused = await client.RefreshAsync(grants[0].RefreshToken, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        var refreshes = (await provider.Control.LedgerAsync(client.Id, Stop)).Where(entry => entry.Kind == "token.refresh").ToList();
        Assert.Equal(["granted", "granted", "invalid_grant"], refreshes.Select(entry => entry.Outcome));
        Assert.All(refreshes, entry => Assert.Equal(grants[0].Id, entry.GrantId));
        Assert.Equal(grants[0].RefreshTokenId, refreshes[0].RefreshTokenId);
    }

    [Fact]
    public async Task A_call_with_a_key_is_noted_with_its_person()
    {
        await provider.Control.ClearLedgerAsync(Stop);
        await new OAuthClient(provider.Http, "nobody").CallAsync("/api/me", "sk_sandbox_globex");
        var entry = Assert.Single(await provider.Control.LedgerAsync(stop: Stop));
        Assert.Equal(("api.key", "acct_globex", 200, "ok"), (entry.Kind, entry.Account, entry.Status, entry.Outcome));
    }

    [Fact]
    public async Task Revoking_an_access_token_ends_that_token_only()
    {
        var client = await provider.ClientAsync(Approving);
        var tokens = await client.ConnectAsync();
        Assert.True((await client.RevokeAsync(tokens.Access)).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.CallAsync("/api/me", tokens.Access)).StatusCode);
        await Tokens.ReadAsync(await client.RefreshAsync(tokens.Refresh!, Stop));
    }

    [Fact]
    public async Task Revoking_a_refresh_token_ends_the_grant()
    {
        var client = await provider.ClientAsync(Approving);
        var tokens = await client.ConnectAsync();
        Assert.True((await client.RevokeAsync(tokens.Refresh!)).IsSuccessStatusCode);
        await AssertEndedAsync(client, tokens);
        Assert.True((await client.RevokeAsync("unknown")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_stranger_cannot_revoke()
    {
        var client = await provider.ClientAsync(Approving);
        var tokens = await client.ConnectAsync();
        await (await provider.ClientAsync()).RevokeAsync(tokens.Refresh!);
        Assert.True((await client.CallAsync("/api/me", tokens.Access)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_person_can_take_everything_back()
    {
        var client = await provider.ClientAsync(Approving);
        var tokens = await client.ConnectAsync();
        await provider.Control.RevokeGrantsAsync("acct_acme", Stop);
        await AssertEndedAsync(client, tokens);
    }

    [Fact]
    public async Task A_reset_forgets_clients_grants_and_calls()
    {
        var client = await provider.ClientAsync(Approving);
        var tokens = await client.ConnectAsync();
        await provider.Control.ResetAsync(Stop);
        Assert.Empty(await provider.Control.LedgerAsync(stop: Stop));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.CallAsync("/api/me", tokens.Access)).StatusCode);
        using var refused = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Contains("invalid_client", await refused.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_misspelt_knob_is_refused()
    {
        using var response = await provider.Http.PutAsync(
            "/_control/clients/x/knobs", new StringContent("""{"denny":true}""", null, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task AssertEndedAsync(OAuthClient client, Tokens tokens)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.CallAsync("/api/me", tokens.Access)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.CallAsync("/userinfo", tokens.Access)).StatusCode);
        using var response = await client.RefreshAsync(tokens.Refresh!, Stop);
        Assert.Contains("invalid_grant", await response.Content.ReadAsStringAsync(Stop));
    }
}
