using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>A cookie opens a session only while the server knows of it.</summary>
public sealed class SessionTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_copied_cookie_ends_with_the_session_it_was_copied_from()
    {
        var agency = await web.OpenAgencyAsync();
        var (here, elsewhere) = (await web.SignInAsync(agency), await web.SignInAsync(agency));
        var copy = CookieOf(here);
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(agency, copy));

        await here.Browser.OpenAsync($"/{agency.Slug}/workflows");
        Assert.Equal(HttpStatusCode.Redirect, (await here.Browser.SendFormAsync("/sign-out", false)).Status);

        Assert.Equal(HttpStatusCode.Redirect, await OpenAsync(agency, copy));
        Assert.Equal(HttpStatusCode.OK, await OpenAsync(agency, CookieOf(elsewhere)));
    }

    [Theory]
    [InlineData("6 days", HttpStatusCode.OK)]
    [InlineData("8 days", HttpStatusCode.Redirect)]
    public async Task A_session_ends_after_a_week_however_busy_it_is(string age, HttpStatusCode expected)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await web.ExecuteAsync($"update browser_sessions set started_at = now() - interval '{age}' where user_id = '{agency.UserId}'");
        Assert.Equal(expected, await OpenAsync(agency, CookieOf(guest)));
    }

    [Fact]
    public async Task A_cookie_whose_session_the_server_does_not_know_is_none_and_signing_in_again_helps()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await web.ExecuteAsync($"delete from browser_sessions where user_id = '{agency.UserId}'");
        Assert.Equal(HttpStatusCode.Redirect, (await guest.Browser.OpenAsync($"/{agency.Slug}/workflows")).Status);
        await guest.Browser.SignInAsync(agency.Email, WebFixture.Password);
        Assert.Equal(HttpStatusCode.OK, (await guest.Browser.OpenAsync($"/{agency.Slug}/workflows")).Status);
    }

    [Fact]
    public async Task The_cookie_that_binds_a_browser_to_a_flow_is_out_of_reach_of_scripts()
    {
        var back = await Returning.ToAsync(web);
        var binding = back.Guest.Cookies.GetAllCookies().Single(cookie => cookie.Name.StartsWith("__Host-tjf_", StringComparison.Ordinal));
        Assert.True(binding is { HttpOnly: true, Secure: true, Path: "/" });
    }

    private static string CookieOf(Guest guest) => guest.Cookies.GetAllCookies().Single(cookie => cookie.Name == "__Host-taskjuice").Value;

    private async Task<HttpStatusCode> OpenAsync(Agency agency, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{agency.Slug}/workflows");
        request.Headers.Add("Cookie", $"__Host-taskjuice={session}");
        using var response = await web.NewGuest().Browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
