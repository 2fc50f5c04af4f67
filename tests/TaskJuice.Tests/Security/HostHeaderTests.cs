using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace TaskJuice.Tests.Security;

public sealed partial class HostHeaderTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("Host", "evil.test")]
    [InlineData("Host", "localhost:1234")]
    [InlineData("X-Forwarded-Host", "evil.test")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("X-Original-Host", "evil.test")]
    [InlineData("Forwarded", "host=evil.test;proto=http")]
    public async Task No_header_moves_the_redirect_uri(string header, string value)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var token = await guest.TokenAsync(agency.Slug);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{agency.Slug}/connect/sandbox-oauth/oauth")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("flow", Guid.NewGuid().ToString())]),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await guest.Browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        // A refusal is as good as an address that stays.
        if (!response.IsSuccessStatusCode)
            return;

        var provider = new Uri(Refresh().Match(page).Groups[1].Value);
        Assert.Equal("https://localhost/oauth/callback/sandbox-oauth/shared", QueryHelpers.ParseQuery(provider.Query)["redirect_uri"]);
        Assert.DoesNotContain("evil", page);
    }

    [Fact]
    public async Task No_answer_leads_to_the_host_that_a_request_names()
    {
        var agency = await web.OpenAgencyAsync();
        var (person, nobody) = ((await web.SignInAsync(agency)).Browser, web.NewGuest().Browser);
        var names = Names.Missing with { Workspace = agency.Slug };
        foreach (var address in Door.All.Where(door => !door.Streams).Select(door => door.Address(names)))
        {
            foreach (var browser in (Pages.Workflows.Browser[])[person, nobody])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Host = "evil.test";
                using var response = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.False(response.Headers.Location?.IsAbsoluteUri == true, $"{address} leads to {response.Headers.Location}");
                Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [GeneratedRegex("http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
    private static partial Regex Refresh();
}
