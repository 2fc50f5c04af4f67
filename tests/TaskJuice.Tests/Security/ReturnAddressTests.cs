using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Security;

public sealed partial class ReturnAddressTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly string[] Starts =
        ["", "/", "//", "///", "\\", "/\\", "\\/", "\\\\", "/\t/", "\t//", "/\n/", "http://", "https:", "https:/", "https:///", "//\\", "~/", "~//", "/%2f", "/%5c", "/./", "/../", "/;/", "javascript:", "data:text/html,"];

    private static readonly string[] Hosts =
        ["evil.test", "evil.test/acme/workflows", "localhost@evil.test", "evil.test#localhost", "evil.test?localhost", "%65vil.test", "localhost.evil.test", "evil.test%00localhost"];

    private static readonly string[] Payloads = [.. Starts.SelectMany(start => Hosts.Select(host => start + host))];

    [Fact]
    public async Task The_form_keeps_only_addresses_of_its_own()
    {
        Assert.Equal(200, Payloads.Length);
        foreach (var payload in Payloads)
        {
            var page = await web.NewGuest().Browser.OpenAsync($"/sign-in?return={Uri.EscapeDataString(payload)}");
            Assert.Equal(HttpStatusCode.OK, page.Status);
            AssertOwn(payload, WebUtility.HtmlDecode(Return().Match(page.Raw).Groups[1].Value));
        }
    }

    [Fact]
    public async Task Signing_in_leads_nowhere_else()
    {
        var agency = await web.OpenAgencyAsync();
        foreach (var payload in Starts.Select((start, number) => start + Hosts[number % Hosts.Length]))
        {
            var browser = web.NewGuest().Browser;
            await browser.OpenAsync("/sign-in");
            var answer = await browser.SendFormAsync("/sign-in", false, ("email", agency.Email), ("password", WebFixture.Password), ("return", payload));
            Assert.Equal(HttpStatusCode.Redirect, answer.Status);
            AssertOwn(payload, answer.Location!);
        }
    }

    [Fact]
    public async Task An_own_address_is_kept()
    {
        var page = await web.NewGuest().Browser.OpenAsync("/sign-in?return=%2Facme%2Fworkflows%3Fstep%3D1");
        Assert.Equal("/acme/workflows?step=1", WebUtility.HtmlDecode(Return().Match(page.Raw).Groups[1].Value));
    }

    [Theory]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/acme/workflows#é", "/acme/workflows#%C3%A9")]
    [InlineData("/\u202e", "/%E2%80%AE")]
    [InlineData("/\u2028/x", "/%E2%80%A8/x")]
    [InlineData("/acme?q=😀 a%20b%C3%A9", "/acme?q=%F0%9F%98%80%20a%20b%C3%A9")]
    [InlineData("/\u202e/evil.test", "/%E2%80%AE/evil.test")]
    [InlineData("/\u0085", "/")]
    [InlineData("//é", "/")]
    [InlineData("é", "/")]
    public async Task An_own_address_in_letters_that_no_header_takes_is_gone_to_escaped(string address, string to)
    {
        var agency = await web.OpenAgencyAsync();
        var browser = web.NewGuest().Browser;
        var page = await browser.OpenAsync($"/sign-in?return={Uri.EscapeDataString(address)}");
        var kept = WebUtility.HtmlDecode(Return().Match(page.Raw).Groups[1].Value);
        Assert.Equal(to, kept);
        foreach (var sent in (string[])[address, kept])
        {
            browser = web.NewGuest().Browser;
            await browser.OpenAsync("/sign-in");
            Assert.Equal(to, (await browser.SendFormAsync("/sign-in", false, ("email", agency.Email), ("password", WebFixture.Password), ("return", sent))).Location);
            await browser.OpenAsync($"/{agency.Slug}/workflows");
            Assert.Equal(to, (await browser.SendFormAsync("/theme", false, ("theme", "dark"), ("return", sent))).Location);
            Assert.Equal(to, (await browser.SendFormAsync($"/{agency.Slug}/notifications/read", false, ("return", sent))).Location);
        }
    }

    [Fact]
    public async Task A_form_that_is_reloaded_at_an_address_that_no_header_takes_leads_back_all_the_same()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        Assert.Equal($"{step.Workflow}?step=%C3%A9%26a%3Db", (await guest.Browser.OpenAsync($"{step.Workflow}/steps/%C3%A9&a=b/test")).Location);
        foreach (var form in (string[])["oauth", "key"])
            Assert.Equal($"/{agency.Slug}/connect/%C3%A9?step=%C3%A9", (await guest.Browser.OpenAsync($"/{agency.Slug}/connect/%C3%A9/{form}?step=%C3%A9")).Location);
    }

    // Browsers read a backslash as a slash and drop tabs and line ends before they look where an address leads.
    private static void AssertOwn(string payload, string address)
    {
        var read = NotSeen().Replace(address, "").Replace('\\', '/');
        Assert.True(read.StartsWith('/') && !read.StartsWith("//", StringComparison.Ordinal), $"{payload} became {address}");
        Assert.Equal("localhost", new Uri(new Uri("https://localhost"), read).Host);
    }

    [GeneratedRegex("[\\x00-\\x20]")]
    private static partial Regex NotSeen();

    [GeneratedRegex("name=\"return\" value=\"([^\"]*)\"")]
    private static partial Regex Return();
}
