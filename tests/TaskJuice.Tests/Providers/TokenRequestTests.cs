using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class TokenRequestTests : ProviderCalls
{
    [Fact]
    public async Task A_code_exchange_carries_what_the_standard_wants_and_nothing_else()
    {
        await ExchangeAsync();
        var seen = Provider.Seen.Single();
        Assert.Equal("POST", seen.Verb);
        Assert.Equal("/token", seen.Target);
        Assert.Equal("application/x-www-form-urlencoded", seen.Headers["Content-Type"]);
        Assert.Equal("application/json", seen.Headers["Accept"]);
        Assert.StartsWith("TaskJuice/", seen.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.False(seen.Headers.ContainsKey("traceparent"));
        Assert.False(seen.Headers.ContainsKey("Authorization"));
        var form = QueryHelpers.ParseQuery(seen.Body);
        Assert.Equal(
            ["client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri"], form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("authorization_code", form["grant_type"]);
        Assert.Equal("code-canary-12", form["code"]);
        Assert.Equal(Verifier.Reveal(), form["code_verifier"]);
        Assert.Equal(RedirectUri.AbsoluteUri, form["redirect_uri"]);
    }

    [Fact]
    public async Task A_refresh_carries_the_refresh_token_and_the_client()
    {
        await RefreshAsync();
        var form = QueryHelpers.ParseQuery(Provider.Seen.Single().Body);
        Assert.Equal(["client_id", "client_secret", "grant_type", "refresh_token"], form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("refresh-canary-77", form["refresh_token"]);
    }

    [Fact]
    public async Task Basic_authentication_encodes_id_and_secret_and_keeps_them_out_of_the_body()
    {
        var client = new OAuthClient("own", "id:with colon", new Secret("sö+cret/%"));
        await Tokens.RefreshAsync(
            Request(OAuth() with { ClientAuthentication = ClientAuthentication.Basic }) with { Client = client }, new Secret("rt"), Stop);
        var seen = Provider.Seen.Single();
        var sent = Encoding.ASCII.GetString(Convert.FromBase64String(seen.Headers["Authorization"]["Basic ".Length..]));
        Assert.Equal("id%3Awith+colon:s%C3%B6%2Bcret%2F%25", sent);
        Assert.DoesNotContain("client", seen.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_wants_JSON_gets_JSON()
    {
        await RefreshAsync(OAuth() with { TokenRequestFormat = TokenRequestFormat.Json });
        var seen = Provider.Seen.Single();
        Assert.StartsWith("application/json", seen.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("refresh_token", JsonDocument.Parse(seen.Body).RootElement.GetProperty("grant_type").GetString());
    }

    [Fact]
    public async Task Fixed_parameters_are_added_but_replace_nothing()
    {
        await RefreshAsync(OAuth() with
        {
            TokenParameters = new Dictionary<string, string> { ["audience"] = "api", ["refresh_token"] = "stolen", ["client_secret"] = "stolen" },
        });
        var form = QueryHelpers.ParseQuery(Provider.Seen.Single().Body);
        Assert.Equal("api", form["audience"]);
        Assert.Equal("refresh-canary-77", form["refresh_token"]);
        Assert.Equal(Client.Secret.Reveal(), form["client_secret"]);
    }

    [Fact]
    public async Task Without_PKCE_no_verifier_travels()
    {
        await ExchangeAsync(OAuth() with { Pkce = false });
        Assert.DoesNotContain("code_verifier", Provider.Seen.Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_only_travel_to_hosts_of_the_app()
    {
        var method = OAuth();
        var request = Request(method) with { App = Apps.With(method, ["api.acme.example"]) };
        Assert.IsType<TokenResult.Withheld>(await Tokens.RefreshAsync(request, new Secret("rt"), Stop));
        Assert.Empty(Provider.Seen);
    }

    [Fact]
    public async Task Revocation_sends_the_refresh_token_first()
    {
        var method = OAuth() with { Revocation = new Revocation { Url = $"{Provider.Address}revoke" } };
        Assert.True(await Revocations.RevokeAsync(Request(method), new Secret("at"), new Secret("rt"), Stop));
        var form = QueryHelpers.ParseQuery(Provider.Seen.Single().Body);
        Assert.Equal("rt", form["token"]);
        Assert.Equal("refresh_token", form["token_type_hint"]);
        Assert.Equal("the-client", form["client_id"]);
    }

    [Fact]
    public async Task Revocation_without_a_refresh_token_sends_the_access_token()
    {
        var method = OAuth() with { Revocation = new Revocation { Url = $"{Provider.Address}revoke" } };
        Assert.True(await Revocations.RevokeAsync(Request(method), new Secret("at"), null, Stop));
        Assert.Equal("access_token", QueryHelpers.ParseQuery(Provider.Seen.Single().Body)["token_type_hint"]);
    }

    [Fact]
    public async Task Revocation_that_fails_says_so_and_nothing_more()
    {
        var method = OAuth() with { Revocation = new Revocation { Url = $"{Provider.Address}revoke" } };
        Provider.Reply(503, "");
        Assert.False(await Revocations.RevokeAsync(Request(method), new Secret("at"), null, Stop));
        Assert.False(await Revocations.RevokeAsync(Request(OAuth()), new Secret("at"), null, Stop));
        await Provider.DisposeAsync();
        Assert.False(await Revocations.RevokeAsync(Request(method), new Secret("at"), null, Stop));
    }
}
