using System.Net;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>A neighbouring site may set cookies for the whole domain, in any spelling but the one that browsers keep for this host.</summary>
public sealed class HostCookieTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("__Host-taskjuice", HttpStatusCode.OK)]
    [InlineData("__host-taskjuice", HttpStatusCode.Redirect)]
    [InlineData("__HOST-taskjuice", HttpStatusCode.Redirect)]
    [InlineData("__Host-TaskJuice", HttpStatusCode.Redirect)]
    [InlineData("__hosT-TASKJUICE", HttpStatusCode.Redirect)]
    [InlineData("__Host-taskjuicE", HttpStatusCode.Redirect)]
    public async Task A_session_counts_in_its_own_spelling_only(string name, HttpStatusCode expected)
    {
        var (address, session) = await SignedInAsync();
        Assert.Equal(expected, await OpenAsync(address, $"{name}={session}"));
        Assert.Equal(expected, await OpenAsync(address, $"a=b;{name}={session};c"));
    }

    [Theory]
    [InlineData("__host-taskjuice=planted; {0}")]
    [InlineData("{0}; __HOST-TASKJUICE=planted")]
    [InlineData("__host-taskjuice; {0}; =; ;;")]
    public async Task One_in_another_spelling_does_not_hide_the_real_one(string cookies)
    {
        var (address, session) = await SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(address, cookies.Replace("{0}", $"__Host-taskjuice={session}", StringComparison.Ordinal)));
    }

    private async Task<(string Address, string Session)> SignedInAsync()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        return ($"/{agency.Slug}/workflows", guest.Cookies.GetAllCookies().Single(cookie => cookie.Name == "__Host-taskjuice").Value);
    }

    private async Task<HttpStatusCode> OpenAsync(string address, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var response = await web.NewGuest().Browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
