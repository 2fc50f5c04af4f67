using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class AuthorizationRequestTests
{
    private static readonly Uri RedirectUri = new("https://juice.example/oauth/callback/acme/shared");

    [Fact]
    public void The_address_carries_what_the_standard_wants()
    {
        var url = Request(Method()).Build();
        Assert.StartsWith("https://acme.example/authorize?", url.AbsoluteUri, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(url.Query);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("the client&id", query["client_id"]);
        Assert.Equal("read:all write/things", query["scope"]);
        Assert.Equal(RedirectUri.AbsoluteUri, query["redirect_uri"]);
        Assert.Equal("st+ate/=", query["state"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(Pkce.Challenge(new Secret("verifier")), query["code_challenge"]);
    }

    [Theory]
    [InlineData("https://acme.example/authorize?tenant=a", "https://acme.example/authorize?tenant=a&")]
    [InlineData("https://acme.example/authorize?", "https://acme.example/authorize?")]
    [InlineData("https://acme.example/#/oauth/authorize", "https://acme.example/#/oauth/authorize?")]
    [InlineData("https://acme.example/#/oauth?x=1", "https://acme.example/#/oauth?x=1&")]
    public void Parameters_follow_what_the_template_already_has(string template, string beginning) =>
        Assert.StartsWith(
            beginning + "response_type=code", Request(Method() with { AuthorizeUrl = template }).Build().AbsoluteUri, StringComparison.Ordinal);

    [Theory]
    [InlineData(" ", "scope=read%3Aall%20write%2Fthings")]
    [InlineData(",", "scope=read%3Aall%2Cwrite%2Fthings")]
    [InlineData("+", "scope=read%3Aall%2Bwrite%2Fthings")]
    public void Scopes_are_joined_the_way_the_provider_wants(string separator, string expected) =>
        Assert.Contains(expected, Request(Method() with { ScopeSeparator = separator }).Build().Query, StringComparison.Ordinal);

    [Fact]
    public void Without_scopes_there_is_no_scope_parameter() =>
        Assert.DoesNotContain("scope", Request(Method() with { Scopes = [] }).Build().Query, StringComparison.Ordinal);

    [Fact]
    public void Fixed_parameters_may_change_the_dialect_but_not_the_protection()
    {
        var url = Request(Method() with
        {
            AuthorizeParameters = new Dictionary<string, string>
            {
                ["access_type"] = "offline",
                ["response_type"] = "auth_code",
                ["state"] = "x",
                ["redirect_uri"] = "https://evil.example",
                ["code_challenge"] = "x",
            },
        }).Build();
        var query = QueryHelpers.ParseQuery(url.Query);
        Assert.Equal("offline", query["access_type"]);
        Assert.Equal("auth_code", query["response_type"]);
        Assert.Equal("st+ate/=", query["state"]);
        Assert.Equal(RedirectUri.AbsoluteUri, query["redirect_uri"]);
        Assert.Equal(Pkce.Challenge(new Secret("verifier")), query["code_challenge"]);
    }

    [Fact]
    public void An_app_that_breaks_on_PKCE_gets_none() =>
        Assert.DoesNotContain("code_challenge", Request(Method() with { Pkce = false }).Build().Query, StringComparison.Ordinal);

    [Fact]
    public void Fields_fill_the_host() =>
        Assert.Equal("shop.acme.example", Request(Method() with { AuthorizeUrl = "https://{subdomain}.acme.example/authorize" }).Build().Host);

    [Fact]
    public void An_address_outside_the_apps_hosts_is_not_built() =>
        Assert.Throws<EgressRefusedException>(() => Request(Method() with { AuthorizeUrl = "https://other.example/authorize" }).Build());

    [Fact]
    public void The_request_does_not_print_its_secrets() =>
        Assert.DoesNotContain("verifier", Request(Method()).ToString().Replace("Verifier", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void A_verifier_is_43_characters_and_never_twice_the_same()
    {
        var verifiers = Enumerable.Range(0, 100).Select(_ => Pkce.NewVerifier().Reveal()).ToList();
        Assert.All(verifiers, verifier => Assert.Matches("^[A-Za-z0-9_-]{43}$", verifier));
        Assert.Equal(100, verifiers.Distinct().Count());
    }

    [Fact]
    public void The_challenge_is_the_one_of_the_standards_appendix() =>
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.Challenge(new Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));

    private static AuthorizationRequest Request(OAuthMethod method) => new(
        Apps.With(method, ["acme.example", "*.acme.example"]),
        method,
        new OAuthClient(OAuthClient.Shared, "the client&id", new Secret("secret")),
        new Dictionary<string, string> { ["subdomain"] = "shop" },
        RedirectUri,
        new Secret("st+ate/="),
        new Secret("verifier"));

    private static OAuthMethod Method() => new()
    {
        Key = "oauth",
        Label = "Sign in",
        AuthorizeUrl = "https://acme.example/authorize",
        TokenUrl = "https://acme.example/token",
        Scopes = ["read:all", "write/things"],
        Send = new RequestAuth(),
        Probe = new Probe { Url = "https://acme.example/me" },
    };
}
