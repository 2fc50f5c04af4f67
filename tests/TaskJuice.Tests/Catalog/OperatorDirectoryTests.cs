using TaskJuice.Core.Catalog;
using Xunit;

namespace TaskJuice.Tests.Catalog;

public sealed class OperatorDirectoryTests
{
    [Fact]
    public void An_operators_file_adds_an_app()
    {
        using var directory = new OperatorDirectory().Add("acme-tools.yaml", Samples.Key);
        Assert.Equal("Acme", directory.Load().Find("acme-tools")!.Name);
    }

    [Fact]
    public void An_operators_file_replaces_the_embedded_app_of_its_name()
    {
        using var directory = new OperatorDirectory().Add("slack.yaml", Samples.Key);
        var catalog = directory.Load();

        Assert.Equal("Acme", catalog.Find("slack")!.Name);
        Assert.NotNull(catalog.Find("hubspot"));
    }

    [Fact]
    public void A_development_app_of_an_operator_does_not_replace_anything_in_production()
    {
        using var directory = new OperatorDirectory().Add("slack.yaml", Samples.Key.Replace("fields:", "development: true\nfields:"));

        Assert.Equal("Slack", directory.Load("Production").Find("slack")!.Name);
        Assert.Equal("Acme", directory.Load("Development").Find("slack")!.Name);
    }

    [Fact]
    public void Files_that_are_not_apps_are_left_alone()
    {
        using var directory = new OperatorDirectory().Add("README.md", "Notes").Add(".acme.yaml", "not: [yaml");
        Assert.Empty(directory.Errors());
    }

    [Theory]
    [InlineData("Acme.yaml")]
    [InlineData("acme tools.yaml")]
    [InlineData("acme_tools.yaml")]
    [InlineData("-acme.yaml")]
    [InlineData("acme--tools.yaml")]
    [InlineData("a234567890123456789012345678901234567890x.yaml")]
    public void A_name_that_cannot_stand_in_an_address_is_refused(string name)
    {
        using var directory = new OperatorDirectory().Add(name, Samples.Key);
        Assert.StartsWith($"{name}: The name before .yaml becomes part of addresses", Assert.Single(directory.Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_ending_is_pointed_out()
    {
        using var directory = new OperatorDirectory().Add("acme.yml", Samples.Key);
        Assert.Equal("acme.yml: App files end in .yaml; rename it.", Assert.Single(directory.Errors()));
    }

    [Fact]
    public void A_huge_file_is_refused()
    {
        using var directory = new OperatorDirectory().Add("acme.yaml", new string('#', 300_000));
        Assert.Equal("acme.yaml: The file is larger than 256 KB.", Assert.Single(directory.Errors()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("just a text")]
    [InlineData("- a\n- list")]
    public void A_file_without_a_map_is_refused(string text)
    {
        using var directory = new OperatorDirectory().Add("acme.yaml", text);
        Assert.Equal("acme.yaml:1: An app file must be a map of keys and values.", Assert.Single(directory.Errors()));
    }

    [Fact]
    public void A_file_that_contains_itself_is_refused()
    {
        using var directory = new OperatorDirectory().Add("acme.yaml", "development: true\nfields: &a [*a]\n");
        Assert.NotEmpty(directory.Errors("Development"));
    }

    [Fact]
    public void A_directory_that_does_not_exist_stops_the_start()
    {
        var problem = Assert.Throws<CatalogException>(() => CatalogFixture.Load("Production", ("Catalog:Directory", "/nowhere/apps")));
        Assert.Equal("/nowhere/apps: Catalog:Directory: names a directory that does not exist; create it or remove the setting.", Assert.Single(problem.Errors).ToString());
    }

    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        using var directory = new OperatorDirectory().Add("key.yaml", Samples.Key).Add("oauth.yaml", Samples.OAuth);
        var key = Assert.IsType<ApiKeyMethod>(directory.Load().Find("key")!.Methods[0]);
        var oauth = Assert.IsType<OAuthMethod>(directory.Load().Find("oauth")!.Methods[0]);

        Assert.Equal(("api-key", "API Key"), (key.Key, key.Label));
        Assert.Equal(("key", "API Key", true), (key.Credentials[0].Key, key.Credentials[0].Label, key.Credentials[0].Secret));
        Assert.Equal(("oauth", "OAuth 2.0", true, " "), (oauth.Key, oauth.Label, oauth.Pkce, oauth.ScopeSeparator));
        Assert.Equal("Bearer {access_token}", oauth.Send.Headers["Authorization"]);
    }
}
