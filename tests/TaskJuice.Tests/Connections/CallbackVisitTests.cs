using System.Net;
using TaskJuice.Tests.Security;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>Who else than the person comes to the address that providers send people to, and how often.</summary>
public sealed class CallbackVisitTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("GET", "Sec-Purpose", "prefetch")]
    [InlineData("GET", "Sec-Purpose", "prefetch;prerender")]
    [InlineData("GET", "Purpose", "Prefetch")]
    [InlineData("GET", "X-Purpose", "preview")]
    [InlineData("GET", "X-Moz", "prefetch")]
    [InlineData("HEAD", "Accept", "*/*")]
    [InlineData("OPTIONS", "Accept", "*/*")]
    public async Task Looking_ahead_uses_nothing_up(string verb, string header, string value)
    {
        var back = await Returning.ToAsync(web);
        using var request = new HttpRequestMessage(new(verb), back.Callback);
        request.Headers.TryAddWithoutValidation(header, value);
        var ahead = await back.Guest.Browser.SendAsync(request);
        Assert.NotInRange((int)ahead.Status, 200, 399);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task A_program_that_looks_at_the_link_uses_nothing_up()
    {
        var back = await Returning.ToAsync(web);
        Assert.Equal(HttpStatusCode.BadRequest, (await web.NewGuest().Browser.OpenAsync(back.Callback)).Status);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task A_second_visit_says_that_the_account_is_connected()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        Assert.DoesNotContain(back.Guest.Cookies.GetAllCookies(), cookie => cookie.Name.StartsWith("__Host-tjf", StringComparison.Ordinal));
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
        Assert.Equal(1, await web.CallsAsync("token.code"));
    }

    [Fact]
    public async Task A_second_visit_says_that_it_failed_when_it_failed()
    {
        var back = await Returning.ToAsync(web, new() { Deny = true });
        await back.FinishAsync();
        Assert.Contains("Access wasn't granted at Sandbox.", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task A_second_visit_by_somebody_else_tells_nothing_and_claims_nothing()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var colleague = await web.SignInAsync(await web.AddColleagueAsync(back.Agency));
        foreach (var guest in (Guest[])[colleague, web.NewGuest()])
        {
            var answer = await guest.Browser.OpenAsync(back.Callback);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.DoesNotContain("Acme", answer.Text);
            Assert.Contains("This visit didn't connect anything.", answer.Text);
        }
    }

    [Fact]
    public async Task A_visit_long_after_does_not_claim_that_nothing_was_connected()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '1 minute' where id = '{back.Started.Flow}'");
        await back.ForgetStateAsync(web);
        var late = await back.FinishAsync();
        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        Assert.Contains("Check the step to see whether the account is connected", late.Text);
        Assert.DoesNotContain("Nothing was connected", late.Text);
    }

    [Fact]
    public async Task An_answer_that_is_posted_becomes_an_own_visit_with_the_cookies()
    {
        var back = await Returning.ToAsync(web);
        var (path, body) = (back.Callback.Split('?')[0], back.Callback.Split('?')[1]);

        // Another site's form brings no cookie of ours.
        var posted = await new Wire(await web.OnPortAsync()).SendAsync("POST", path, $"{body}&more=dropped");

        Assert.Equal(303, Wire.Status(posted));
        var location = posted.Split("Location: ")[1].Split('\r')[0];
        Assert.DoesNotContain("dropped", location);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync(location)));
    }

    [Fact]
    public async Task A_posted_answer_with_a_part_twice_stays_doubled()
    {
        var posted = await PostAsync(web.NewGuest(), "/oauth/callback/sandbox/shared", [new("state", "a"), new("state", "b")]);
        Assert.Equal("/oauth/callback/sandbox/shared?state=a&state=b", posted.Location);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("state")]
    [InlineData("iss")]
    [InlineData("error")]
    public async Task A_part_that_came_twice_is_refused_and_the_right_answer_still_works(string name)
    {
        var back = await Returning.ToAsync(web);
        var answer = await back.FinishAsync($"{back.Callback}&{name}=&{name}=second");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Part of the response arrived twice", answer.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Theory]
    [InlineData("&error=")]
    [InlineData("&error=%20")]
    [InlineData("&error_description=&error_description=twice")]
    public async Task An_empty_error_beside_a_good_code_loses_nothing(string more)
    {
        var back = await Returning.ToAsync(web);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync(back.Callback + more)));
    }

    private static async Task<Reply> PostAsync(Guest guest, string path, KeyValuePair<string, string>[] parts) =>
        await guest.Browser.SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(parts) });
}
