using System.Net;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

public sealed class AuthorizationAnswerTests(RunningProvider provider) : IClassFixture<RunningProvider>
{
    [Fact]
    public async Task Denial_on_demand_shows_no_page()
    {
        var client = await provider.ClientAsync(new Knobs { Deny = true });
        Assert.Equal("access_denied", (await AnswerAsync(client))["error"]);
        Assert.Equal("access_denied", Assert.Single(await provider.Control.LedgerAsync(client.Id, Stop)).Outcome);
    }

    [Fact]
    public async Task Approval_on_demand_grants_the_scopes_that_were_set()
    {
        var client = await provider.ClientAsync(new Knobs { AutoApprove = "acct_initech", Scopes = ["read"] });
        var tokens = await client.ConnectAsync();
        Assert.Equal("read", tokens.Reply.GetProperty("scope").GetString());
        Assert.Contains("acct_initech", await (await client.CallAsync("/api/me", tokens.Access)).Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task The_issuer_can_be_right_wrong_or_missing()
    {
        Assert.Equal(provider.Http.BaseAddress!.ToString(), (await AnswerAsync(await ApprovingAsync("right")))["iss"]);
        Assert.NotEqual(provider.Http.BaseAddress!.ToString(), (await AnswerAsync(await ApprovingAsync("wrong")))["iss"]);
        Assert.DoesNotContain("iss", (await AnswerAsync(await ApprovingAsync("missing"))).Keys);
    }

    [Fact]
    public async Task A_code_needs_its_verifier()
    {
        var client = await ApprovingAsync();
        using var response = await client.ExchangeAsync((await AnswerAsync(client))["code"], verifier: new string('x', 43));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("invalid_grant", await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_client_without_PKCE_is_served_and_noted()
    {
        var client = await ApprovingAsync();
        await AnswerAsync(client, ("code_challenge", null), ("code_challenge_method", null));
        await AnswerAsync(client);
        var consents = (await provider.Control.LedgerAsync(client.Id, Stop)).Where(entry => entry.Kind == "consent");
        Assert.Equal(["none", "S256"], consents.Select(entry => entry.Pkce));
    }

    [Fact]
    public async Task A_code_used_twice_ends_what_it_gave()
    {
        var client = await ApprovingAsync();
        var code = (await AnswerAsync(client))["code"];
        var tokens = await Tokens.ReadAsync(await client.ExchangeAsync(code));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.ExchangeAsync(code)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.CallAsync("/api/me", tokens.Access)).StatusCode);
    }

    [Fact]
    public async Task A_code_presented_many_times_at_once_is_taken_once()
    {
        var client = await ApprovingAsync();
        var code = (await AnswerAsync(client))["code"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.ExchangeAsync(code)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(49, answers.Count(answer => answer.StatusCode == HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_client_needs_its_secret_and_its_own_tokens()
    {
        var owner = await ApprovingAsync();
        var tokens = await owner.ConnectAsync();
        using var stranger = await new OAuthClient(provider.Http, "nobody").RefreshAsync(tokens.Refresh!, Stop);
        Assert.Contains("invalid_client", await stranger.Content.ReadAsStringAsync(Stop));
        using var other = await (await ApprovingAsync()).RefreshAsync(tokens.Refresh!, Stop);
        Assert.Contains("invalid_grant", await other.Content.ReadAsStringAsync(Stop));
        Assert.True((await owner.RefreshWithBasicAsync(tokens.Refresh!)).IsSuccessStatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<OAuthClient> ApprovingAsync(string iss = "right") =>
        provider.ClientAsync(new Knobs { AutoApprove = "acct_acme", Iss = iss });

    private async Task<Dictionary<string, string>> AnswerAsync(OAuthClient client, params (string, string?)[] changes)
    {
        using var visitor = new Visitor(provider.Http.BaseAddress!);
        return await client.AnswerAsync(visitor, changes);
    }
}
