using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Assets;

public sealed partial class KeptFileTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Whatever_a_page_asks_for_may_be_kept_for_good()
    {
        var page = await web.NewGuest().Browser.OpenAsync("/sign-in");
        var asked = Asked().Matches(page.Text).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Contains(asked, address => address.StartsWith("/lib/htmx.org/", StringComparison.Ordinal));
        var style = await web.NewGuest().Browser.OpenAsync(asked.Single(address => address.StartsWith("/assets/app.css", StringComparison.Ordinal)));
        var named = Named().Matches(style.Text).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(named);
        Assert.Contains(asked, named.Contains);

        foreach (var address in asked.Concat(named))
            Assert.Equal("public, max-age=31536000, immutable", await CacheControlAsync(address));
    }

    [Theory]
    [InlineData("/assets/app.css?v=0123456789abcdef")]
    [InlineData("/assets/app.js?v=")]
    [InlineData("/assets/app.js")]
    [InlineData("/lib/htmx.org/dist/htmx.min.js?v=another")]
    [InlineData("/lib/htmx.org/dist/htmx.min.js?v=")]
    [InlineData("/img/mark.svg")]
    [InlineData("/assets/app.css?w=1")]
    public async Task Under_an_address_that_is_not_of_its_content_a_file_is_asked_for_anew(string address) =>
        Assert.Contains(await CacheControlAsync(address), (string[])["no-cache", "no-store"]);

    private async Task<string?> CacheControlAsync(string address)
    {
        var answer = await web.NewGuest().Browser.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return string.Join(", ", answer.Headers.GetValues("Cache-Control"));
    }

    [GeneratedRegex("<(?:link|script)[^>]*? (?:href|src)=\"([^\"#]+)\"")]
    private static partial Regex Asked();

    [GeneratedRegex("url\\(\"?(/[^\")]+)\"?\\)")]
    private static partial Regex Named();
}
