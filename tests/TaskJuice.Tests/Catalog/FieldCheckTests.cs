using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using Xunit;

namespace TaskJuice.Tests.Catalog;

public sealed partial class FieldCheckTests
{
    private static readonly AppField Label = new()
    {
        Key = "subdomain",
        Label = "Subdomain",
        Example = "acme",
        Prefix = "https://",
        Suffix = ".freshdesk.com",
        Format = FieldFormat.DnsLabel,
    };

    private static readonly AppField Host = new() { Key = "host", Label = "Host", Prefix = "https://", Format = FieldFormat.Host };

    [Theory]
    [InlineData("acme")]
    [InlineData("  acme\t")]
    [InlineData("ACME")]
    [InlineData("acme.freshdesk.com")]
    [InlineData("Acme.Freshdesk.com")]
    [InlineData("https://acme.freshdesk.com")]
    [InlineData("HTTPS://ACME.FRESHDESK.COM/")]
    [InlineData("http://acme.freshdesk.com/a/dashboard?x=1#top")]
    [InlineData("https://acme")]
    [InlineData("acme/")]
    [InlineData("acme\n")]
    [InlineData("\u200Bacme\uFEFF")]
    [InlineData("\u00A0acme\u00A0")]
    public void A_pasted_address_becomes_its_label(string typed) => Assert.Equal("acme", Accepted(Label, typed));

    [Theory]
    [InlineData("git.example.com", "git.example.com")]
    [InlineData(" https://Git.Example.com/users/sign_in ", "git.example.com")]
    [InlineData("gitlab.com/", "gitlab.com")]
    [InlineData("a-b.c1.example", "a-b.c1.example")]
    [InlineData("xn--mller-kva.example", "xn--mller-kva.example")]
    [InlineData("git.corp.internal", "git.corp.internal")]
    [InlineData("127.0.0.1.example.com", "127.0.0.1.example.com")]
    public void A_pasted_address_becomes_its_host(string typed, string expected) => Assert.Equal(expected, Accepted(Host, typed));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_dangerous_becomes_a_label(string typed) => Assert.IsType<FieldCheck.Refused>(Label.Check(typed));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_dangerous_becomes_a_host(string typed) => Assert.IsType<FieldCheck.Refused>(Host.Check(typed));

    [Theory]
    [InlineData("localhost")]
    [InlineData("intranet")]
    [InlineData("2130706433")]
    public void A_single_word_is_no_host(string typed) => Assert.IsType<FieldCheck.Refused>(Host.Check(typed));

    [Theory]
    [InlineData("evil.test")]
    [InlineData("acme.freshdesk.com.evil.test")]
    [InlineData("acme.freshdesk.co")]
    [InlineData("xn--acme")]
    [InlineData("a.acme.freshdesk.com")]
    public void A_label_is_not_several(string typed) => Assert.IsType<FieldCheck.Refused>(Label.Check(typed));

    [Fact]
    public void Whatever_is_accepted_leads_where_it_says()
    {
        var pieces = Hostile.Select(row => row.Data).Where(piece => piece.Length < 64).Append("acme").Append("git.example.com").ToList();
        foreach (var typed in pieces.SelectMany(first => pieces.Select(second => first + second)))
        {
            if (Label.Check(typed) is FieldCheck.Accepted label)
                Assert.Equal($"{label.Value}.freshdesk.com", Template.Url("https://{x}.freshdesk.com/me", Values(label)).Host);
            if (Host.Check(typed) is FieldCheck.Accepted host)
                Assert.Equal((host.Value, UriHostNameType.Dns), (Template.Url("https://{x}/me", Values(host)).Host, new Uri($"https://{host.Value}").HostNameType));
        }
    }

    [Fact]
    public void An_empty_required_field_is_asked_for() =>
        Assert.Equal(new FieldCheck.Refused(FieldProblem.Missing), Label.Check(" \t "));

    [Fact]
    public void An_empty_optional_field_means_its_default()
    {
        Assert.Equal("gitlab.com", Accepted(Host with { Required = false, Default = "gitlab.com" }, null));
        Assert.Equal("", Accepted(Host with { Required = false }, ""));
    }

    [Fact]
    public void Only_offered_values_are_taken()
    {
        var region = new AppField { Key = "region", Label = "Region", Options = [new("us", "US"), new("eu", "EU")] };

        Assert.Equal("eu", Accepted(region, "eu"));
        Assert.Equal(new FieldCheck.Refused(FieldProblem.NotOffered), region.Check("au"));
    }

    [Theory]
    [InlineData("sk_live_abc", true)]
    [InlineData(" rk_test_abc\n", true)]
    [InlineData("pk_live_abc", false)]
    [InlineData("xsk_live_abc", false)]
    [InlineData("sk_live_abc def", false)]
    [InlineData("sk_live_abc\ndef", false)]
    public void A_key_of_the_wrong_kind_is_explained(string typed, bool good)
    {
        var key = Assert.IsType<ApiKeyMethod>(CatalogFixture.Development().Find("stripe")!.Methods[0]).Credentials[0];
        Assert.Equal(good, key.Check(typed) is FieldCheck.Accepted);
    }

    [Fact]
    public void A_refusal_never_repeats_the_value()
    {
        const string typed = "pk_live_verysecretvalue";
        var key = Assert.IsType<ApiKeyMethod>(CatalogFixture.Development().Find("stripe")!.Methods[0]).Credentials[0];

        var refused = Assert.IsType<FieldCheck.Refused>(key.Check(typed));

        Assert.Equal(FieldProblem.WrongPattern, refused.Problem);
        Assert.DoesNotContain("verysecretvalue", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("login.salesforce.com", true)]
    [InlineData("https://acme.my.salesforce.com/", true)]
    [InlineData("acme--uat.sandbox.my.salesforce.com", true)]
    [InlineData("acme.lightning.force.com", false)]
    [InlineData("acme.my.salesforce.com.evil.test", false)]
    [InlineData("evil.salesforce.com", false)]
    public void Salesforce_takes_only_addresses_one_can_sign_in_at(string typed, bool good) =>
        Assert.Equal(good, CatalogFixture.Development().Find("salesforce")!.Fields[0].Check(typed) is FieldCheck.Accepted);

    [Fact]
    public void A_whole_form_is_checked_at_once_and_prints_no_value()
    {
        var form = new Dictionary<string, string?> { ["subdomain"] = "https://acme.freshdesk.com", ["host"] = "10.0.0.1" };
        var values = FieldValues.Check([Label, Host], form.GetValueOrDefault);

        Assert.Equal("acme", values.Values["subdomain"]);
        Assert.Equal(["host"], values.Problems.Keys);
        Assert.False(values.Ok);
        Assert.Equal("1 accepted, 1 refused", values.ToString());
        Assert.Equal("[accepted]", Label.Check("acme").ToString());
    }

    private static Dictionary<string, string> Values(FieldCheck.Accepted accepted) => new() { ["x"] = accepted.Value };

    private static string Accepted(AppField field, string? typed) => Assert.IsType<FieldCheck.Accepted>(field.Check(typed)).Value;
}
