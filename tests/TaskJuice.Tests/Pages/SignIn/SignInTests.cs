using System.Net;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Pages.SignIn;

public sealed class SignInTests(RunningWeb web)
{
    [Fact]
    public async Task The_right_password_leads_to_the_workflows_of_the_first_workspace()
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);

        Assert.Equal("/acme/workflows", (await browser.OpenAsync("/")).Location);
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        var wrong = await RefusedAsync(RunningWeb.Forgetful);
        var unknown = await RefusedAsync("bob@web.test");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Contains("Wrong email or password.", wrong.Text);
        Assert.Contains("Wrong email or password.", unknown.Text);
    }

    [Fact]
    public async Task A_refused_password_is_not_sent_back()
    {
        Assert.DoesNotContain("not-the-password", (await RefusedAsync(RunningWeb.Forgetful)).Raw);
    }

    [Theory]
    [InlineData("https://evil.test/", "/")]
    [InlineData("//evil.test/", "/")]
    [InlineData("/\\evil.test", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("acme/workflows", "/")]
    [InlineData("/globex/workflows?step=1", "/globex/workflows?step=1")]
    public async Task Signing_in_returns_to_a_page_of_this_site_only(string asked, string given)
    {
        var browser = web.Browser();
        await browser.OpenAsync("/sign-in");
        var answer = await browser.SendFormAsync(
            "/sign-in", false, ("email", RunningWeb.Ada), ("password", RunningWeb.Password), ("return", asked));

        Assert.Equal(given, answer.Location);
    }

    [Fact]
    public async Task A_page_asked_for_without_a_session_comes_after_signing_in()
    {
        var answer = await web.Browser().OpenAsync("/acme/workflows");

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.EndsWith("/sign-in?return=%2Facme%2Fworkflows", answer.Location);
    }

    [Fact]
    public async Task A_fragment_asked_for_without_a_session_moves_the_whole_page_to_sign_in()
    {
        var answer = await web.Browser().OpenAsync("/acme/workflows?q=1", fragment: true);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("/sign-in?return=%2Facme%2Fworkflows%3Fq%3D1", answer.Header("HX-Redirect"));
        Assert.DoesNotContain("<form", answer.Raw);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        await browser.OpenAsync("/acme/workflows");
        await browser.SendFormAsync("/sign-out", false);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/acme/workflows")).Status);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing_and_says_so()
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        using var form = new FormUrlEncodedContent([new("name", "Forged")]);
        using var response = await browser.Http.PostAsync("/acme/workflows", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("This form is out of date", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("Forged", (await browser.OpenAsync("/acme/workflows")).Text);
    }

    [Fact]
    public async Task Every_cookie_is_bound_to_this_host_and_to_https()
    {
        var browser = web.Browser();
        var page = await browser.OpenAsync("/sign-in");
        var answer = await browser.SendFormAsync("/sign-in", false, ("email", RunningWeb.Ada), ("password", RunningWeb.Password));

        string[] cookies = [.. page.Headers.GetValues("Set-Cookie"), .. answer.Headers.GetValues("Set-Cookie")];
        Assert.Contains(cookies, cookie => cookie.StartsWith("__Host-taskjuice=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-", cookie);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/acme/workflows")]
    [InlineData("/nothing/here")]
    [InlineData("/assets/app.css")]
    [InlineData("/health")]
    public async Task Every_answer_tells_the_browser_to_be_strict(string address)
    {
        var answer = await (await web.BrowserOfAsync(RunningWeb.Ada)).OpenAsync(address);

        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("same-origin-allow-popups", answer.Header("Cross-Origin-Opener-Policy"));
    }

    [Fact]
    public async Task A_page_with_somebodys_data_is_kept_by_no_cache()
    {
        var answer = await (await web.BrowserOfAsync(RunningWeb.Ada)).OpenAsync("/acme/workflows");

        Assert.Contains("no-store", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("//acme/workflows")]
    [InlineData("/acme%2fworkflows")]
    [InlineData("/acme/workflows%5c")]
    public async Task A_path_that_can_be_read_in_two_ways_leads_nowhere(string address)
    {
        var browser = await web.BrowserOfAsync(RunningWeb.Ada);
        var answer = await browser.OpenAsync($"https://localhost{address}");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    private async Task<Answer> RefusedAsync(string email)
    {
        var browser = web.Browser();
        await browser.OpenAsync("/sign-in");
        return await browser.SendFormAsync("/sign-in", false, ("email", email), ("password", "not-the-password"));
    }
}
