using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Assets;

public sealed partial class CompressionTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("same-origin", "br")]
    [InlineData("none", "br")]
    [InlineData("cross-site", "")]
    [InlineData("same-site", "")]
    [InlineData("cross-site, none", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public async Task A_page_is_compressed_only_when_no_other_site_had_a_hand_in_it(string? asker, string encoding)
    {
        Assert.Equal(encoding, await EncodingAsync("/sign-in?return=/acme/workflows", asker));
        Assert.Equal("br", await EncodingAsync("/assets/app.js", asker));
        Assert.Equal("br", await EncodingAsync("/lib/htmx.org/dist/htmx.min.js", asker));
    }

    [Fact]
    public async Task The_token_of_a_form_is_another_one_in_every_answer()
    {
        var browser = web.NewGuest().Browser;
        var (first, second) = ((await browser.OpenAsync("/sign-in")).Raw, (await browser.OpenAsync("/sign-in")).Raw);
        var (one, other) = (Token().Match(first).Groups[1].Value, Token().Match(second).Groups[1].Value);

        // What both begin with names the key that protects them, which is no secret.
        var shared = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.InRange(shared, 0, 27);
        Assert.True(one.Length > 100);
    }

    private async Task<string> EncodingAsync(string address, string? asker)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", "gzip, br");
        if (asker is not null)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", asker);
        using var response = await web.NewGuest().Browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return string.Join(',', response.Content.Headers.ContentEncoding);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
