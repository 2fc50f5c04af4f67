using TaskJuice.Core.Catalog;
using Xunit;

namespace TaskJuice.Tests.Catalog;

public sealed class SandboxTests
{
    [Fact]
    public void Development_apps_talk_to_the_configured_service()
    {
        var sandbox = CatalogFixture.Development().Find("sandbox")!;
        var oauth = Assert.IsType<OAuthMethod>(sandbox.Method("oauth"));

        Assert.Equal("http://localhost:5090/oauth/token", oauth.TokenUrl);
        Assert.Equal(["oauth", "oauth-organisation", "api-key", "account-token"], sandbox.Methods.Select(method => method.Key));
        Assert.True(sandbox.Allows(new Uri("http://localhost:5090/api/me"), new Dictionary<string, string>()));
        Assert.False(sandbox.Allows(new Uri("http://localhost:5091/api/me"), new Dictionary<string, string>()));
    }

    [Fact]
    public void Development_apps_are_left_out_without_their_service() =>
        Assert.Null(CatalogFixture.Load("Development").Find("sandbox"));

    [Fact]
    public void Development_apps_are_left_out_in_production() =>
        Assert.Null(CatalogFixture.Load("Production", ("services:fake-provider:http:0", "http://localhost:5090")).Find("sandbox"));
}
