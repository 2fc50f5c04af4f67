using TaskJuice.Core.Catalog;
using Xunit;

namespace TaskJuice.Tests.Catalog;

/// <summary>What every app must keep, whoever adds it.</summary>
public sealed class AppLawTests
{
    public static TheoryData<string> Slugs => [.. CatalogFixture.Development().Apps.Select(app => app.Slug)];

    [Fact]
    public void The_catalog_carries_its_apps() =>
        Assert.Superset(
            new HashSet<string> { "slack", "hubspot", "google-sheets", "github", "gitlab", "xero", "intercom", "salesforce", "stripe", "twilio", "freshdesk", "openai" },
            CatalogFixture.Load("Production").Apps.Select(app => app.Slug).ToHashSet());

    [Fact]
    public void No_two_apps_have_the_same_letters_and_those_of_development_change_none()
    {
        var (all, real) = (CatalogFixture.Development().Apps, CatalogFixture.Load("Production").Apps);
        Assert.Distinct(all.Select(app => app.Initials), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(real.Select(app => app.Initials), all.Where(app => !app.DevelopmentOnly).Select(app => app.Initials));
        Assert.All(all, app => Assert.Matches(@"^\p{L}[\p{L}\p{Nd}]$", app.Initials));
    }

    [Theory]
    [InlineData("github", "GH")]
    [InlineData("gitlab", "GL")]
    [InlineData("google-sheets", "GS")]
    [InlineData("slack", "Sl")]
    public void An_app_has_letters_that_its_name_suggests(string slug, string letters) => Assert.Equal(letters, Find(slug).Initials);

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Every_address_can_be_filled_and_is_allowed(string slug)
    {
        var app = Find(slug);
        foreach (var method in app.Methods)
        {
            foreach (var template in Addresses(method))
                Assert.True(app.Allows(Template.Url(template, Values(app, method)), Values(app, method)), $"{slug} {method.Key}: {template}");
        }
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Every_credential_can_be_put_on_a_call(string slug)
    {
        var app = Find(slug);
        foreach (var method in app.Methods)
        {
            var values = Values(app, method);
            var basic = method.Send.Basic is { } pair ? Template.Header(pair.User, values) + Template.Header(pair.Password, values) : "";
            var sent = basic + string.Concat(method.Send.Headers.Values.Concat(method.Send.Query.Values).Select(text => Template.Header(text, values)));
            Assert.NotEmpty(sent);
        }
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Every_fact_can_be_checked(string slug)
    {
        var app = Find(slug);
        Assert.Equal(Uri.UriSchemeHttps, app.Docs.Scheme);
        Assert.InRange(app.Checked, new DateOnly(2026, 1, 1), DateOnly.MaxValue);
        Assert.All(app.Methods, method => Assert.NotEmpty(method.Probe.Url));
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Every_app_can_be_told_apart_and_used(string slug)
    {
        var app = Find(slug);
        Assert.InRange(app.Operations.Count, 2, 5);
        Assert.All(app.Operations, step => Assert.Contains(app.Methods, method => step.Accepts(method.Key)));
        Assert.Equal(app.Methods.Count, app.Methods.Select(method => method.Label).Distinct().Count());
    }

    [Fact]
    public void Names_are_unique() =>
        Assert.Distinct(CatalogFixture.Development().Apps.Select(app => app.Name), StringComparer.OrdinalIgnoreCase);

    private static App Find(string slug) => CatalogFixture.Development().Find(slug)!;

    private static IEnumerable<string> Addresses(AuthMethod method) => method is OAuthMethod oauth
        ? new[] { oauth.Probe.Url, oauth.AuthorizeUrl, oauth.TokenUrl, oauth.Revocation.Url, oauth.AfterConsent?.Url }.OfType<string>()
        : [method.Probe.Url];

    private static Dictionary<string, string> Values(App app, AuthMethod method)
    {
        var fields = app.Fields.Concat(method is ApiKeyMethod key ? key.Credentials : []);
        var values = fields.ToDictionary(field => field.Key, field => field.Default ?? (field.Format == FieldFormat.Host ? "git.example.com" : "acme"));
        values["access_token"] = "token";
        values["client_id"] = "client";
        foreach (var kept in method is OAuthMethod oauth ? oauth.Reply.Keep.Keys : [])
            values[kept] = "https://acme.my.salesforce.com";
        return values;
    }
}
