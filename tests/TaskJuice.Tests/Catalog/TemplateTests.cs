using System.Text.Json;
using TaskJuice.Core.Catalog;
using Xunit;

namespace TaskJuice.Tests.Catalog;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("https://{x}.acme.example/me", "acme", "https://acme.acme.example/me")]
    [InlineData("https://api.acme.example/t/{x}/me", "a b/c?d#e&f=g%h", "https://api.acme.example/t/a%20b%2Fc%3Fd%23e%26f%3Dg%25h/me")]
    [InlineData("https://api.acme.example/me?q={x}", "a&b=c d+e", "https://api.acme.example/me?q=a%26b%3Dc%20d%2Be")]
    [InlineData("https://api.acme.example/{x}.json", "AC1", "https://api.acme.example/AC1.json")]
    [InlineData("https://{x}/me", "git.example.com", "https://git.example.com/me")]
    [InlineData("{x}/me", "https://acme.my.example.com", "https://acme.my.example.com/me")]
    [InlineData("{x}/me", "https://acme.my.example.com/", "https://acme.my.example.com/me")]
    public void Values_are_put_into_addresses(string template, string value, string expected) =>
        Assert.Equal(expected, Template.Url(template, Values(value)).AbsoluteUri);

    [Theory]
    [InlineData("https://{x}.acme.example/me", "evil.test/")]
    [InlineData("https://{x}.acme.example/me", "evil.test#")]
    [InlineData("https://{x}.acme.example/me", "a.b")]
    [InlineData("https://{x}.acme.example/me", "user@evil")]
    [InlineData("https://{x}.acme.example/me", "")]
    [InlineData("https://{x}/me", "127.0.0.1")]
    [InlineData("https://{x}/me", "evil.test:8080")]
    [InlineData("https://{x}/me", "localhost")]
    [InlineData("{x}/me", "https://user@evil.test")]
    [InlineData("{x}/me", "https://evil.test/path")]
    [InlineData("{x}/me", "https://evil.test?x")]
    [InlineData("{x}/me", "javascript:alert(1)")]
    [InlineData("{x}/me", "evil.test")]
    [InlineData("{x}/me", "")]
    [InlineData("https://api.acme.example/t/{x}/me", "..")]
    [InlineData("https://api.acme.example/t/{x}/me", ".")]
    public void A_value_that_would_lead_elsewhere_is_refused(string template, string value)
    {
        var problem = Assert.Throws<TemplateException>(() => Template.Url(template, Values(value)));
        Assert.True(value.Length < 3 || !problem.Message.Contains(value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\r\nX-Other: 1")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    public void A_header_takes_no_control_characters(string value) =>
        Assert.Throws<TemplateException>(() => Template.Header("Bearer {x}", Values(value)));

    [Fact]
    public void A_header_is_filled_as_it_is() => Assert.Equal("Bearer a\"b%20{y}", Template.Header("Bearer {x}", Values("a\"b%20{y}")));

    [Fact]
    public void A_body_stays_json_whatever_the_value()
    {
        const string value = "\"},{\"admin\":true,\"x\":\"\n\\";
        using var body = JsonDocument.Parse(Template.Json("{\"query\":\"{ me { id } }\",\"team\":\"{x}\"}", Values(value)));

        Assert.Equal(value, body.RootElement.GetProperty("team").GetString());
        Assert.Equal("{ me { id } }", body.RootElement.GetProperty("query").GetString());
    }

    [Fact]
    public void An_unknown_name_is_an_error_everywhere()
    {
        Assert.Throws<TemplateException>(() => Template.Url("https://api.acme.example/{y}", Values("1")));
        Assert.Throws<TemplateException>(() => Template.Header("{y}", Values("1")));
        Assert.Throws<TemplateException>(() => Template.Json("{y}", Values("1")));
        Assert.Throws<TemplateException>(() => Template.Plain("{y}", Values("1")));
    }

    [Theory]
    [InlineData("https://acme.freshdesk.com/x", true)]
    [InlineData("https://ACME.freshdesk.com/x", true)]
    [InlineData("https://other.freshdesk.com/x", false)]
    [InlineData("http://acme.freshdesk.com/x", false)]
    [InlineData("https://acme.freshdesk.com:8443/x", false)]
    [InlineData("https://user@acme.freshdesk.com/x", false)]
    [InlineData("https://acme.freshdesk.com.evil.test/x", false)]
    [InlineData("https://evil.test/acme.freshdesk.com", false)]
    [InlineData("https://acme.freshdesk.com./x", false)]
    public void Only_the_hosts_of_an_app_are_allowed(string address, bool allowed) =>
        Assert.Equal(allowed, CatalogFixture.Development().Find("freshdesk")!.Allows(new Uri(address), new Dictionary<string, string> { ["subdomain"] = "acme" }));

    [Theory]
    [InlineData("https://acme.my.salesforce.com", true)]
    [InlineData("https://acme--uat.sandbox.my.salesforce.com", true)]
    [InlineData("https://test.salesforce.com", true)]
    [InlineData("https://login.salesforce.com", false)]
    [InlineData("https://my.salesforce.com", false)]
    [InlineData("https://evilmy.salesforce.com", false)]
    public void A_star_stands_for_one_or_more_labels(string address, bool allowed) =>
        Assert.Equal(allowed, CatalogFixture.Development().Find("salesforce")!.Allows(new Uri(address), new Dictionary<string, string> { ["login"] = "test.salesforce.com" }));

    [Fact]
    public void The_shared_client_stays_with_the_hosts_it_was_made_for()
    {
        var gitlab = Assert.IsType<OAuthMethod>(CatalogFixture.Development().Find("gitlab")!.Method("oauth"));

        Assert.True(gitlab.SharedClientFits(new Uri("https://gitlab.com/oauth/token")));
        Assert.False(gitlab.SharedClientFits(new Uri("https://git.evil.test/oauth/token")));
    }

    private static Dictionary<string, string> Values(string x) => new() { ["x"] = x };
}
