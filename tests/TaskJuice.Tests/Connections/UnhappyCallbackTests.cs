using System.Net;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class UnhappyCallbackTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Consent_refused_says_so_and_saves_nothing()
    {
        var back = await Returning.ToAsync(web, new() { Deny = true });
        Assert.Contains("Access wasn't granted at Sandbox. Nothing was saved.", await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Fact]
    public async Task An_unknown_state_is_refused()
    {
        var back = await Returning.ToAsync(web);
        var answer = await back.FinishAsync(Changed(back.Callback, "state", "never-handed-out"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("This link has expired or was already used", answer.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Fact]
    public async Task A_state_used_twice_leads_to_the_same_result_and_one_token_call()
    {
        var back = await Returning.ToAsync(web);
        var first = await back.FinishAsync();
        await web.TurnAsync(new() { AutoApprove = "acct_globex" });
        var second = await back.FinishAsync();
        Assert.NotEqual(HttpStatusCode.InternalServerError, second.Status);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(first));
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(1, await web.CallsAsync("token.code"));
    }

    [Fact]
    public async Task A_colleague_cannot_finish_even_with_the_binding_cookie()
    {
        var back = await Returning.ToAsync(web);
        var colleague = await web.SignInAsync(await web.AddColleagueAsync(back.Agency));
        foreach (var cookie in back.Guest.Cookies.GetAllCookies().Where(cookie => cookie.Name.StartsWith("__Host-tjf")))
            colleague.Cookies.Add(cookie);

        var answer = await colleague.Browser.OpenAsync(back.Callback);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("signed in as someone else", answer.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task A_member_of_another_account_can_neither_finish_nor_see_the_flow()
    {
        var back = await Returning.ToAsync(web);
        var stranger = await web.SignInAsync(await web.OpenAgencyAsync("acme"));
        Assert.Equal(HttpStatusCode.BadRequest, (await stranger.Browser.OpenAsync(back.Callback)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Browser.OpenAsync($"/acme/connect/flows/{back.Started.Flow}")).Status);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Theory]
    [InlineData("google-sheets", "Google Sheets")]
    [InlineData("slack", "Slack")]
    public async Task An_app_without_an_OAuth_client_says_whom_to_ask(string slug, string name)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var answer = await guest.Browser.OpenAsync($"/{agency.Slug}/connect/{slug}");
        Assert.Contains($"No accounts or authentication methods available for {name}. Please contact your administrator to configure OAuth providers.", answer.Text);
    }

    [Fact]
    public async Task Signing_out_meanwhile_ends_it()
    {
        var back = await Returning.ToAsync(web);
        await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/workflows");
        await back.Guest.Browser.SendFormAsync("/sign-out", false);
        var answer = await back.FinishAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("You aren't signed in to TaskJuice", answer.Text);
        Assert.Contains($"/sign-in?return=%2F{back.Agency.Slug}%2Fworkflows%2F{back.Step.WorkflowId}%3Fstep%3D{back.Step.Key}", answer.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Fact]
    public async Task Without_the_binding_cookie_it_is_another_browser()
    {
        var back = await Returning.ToAsync(web);
        back.Guest.Forget("__Host-tjf");
        var answer = await back.FinishAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("You started this in another browser", answer.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Theory]
    [InlineData("/oauth/callback/sandbox-oauth/shared")]
    [InlineData("/oauth/callback/sandbox/branded")]
    [InlineData("/oauth/callback/Sandbox/shared")]
    [InlineData("/oauth/callback/slack/shared")]
    public async Task An_answer_at_the_path_of_another_app_or_client_is_refused_and_the_right_one_still_works(string path)
    {
        var back = await Returning.ToAsync(web);
        Assert.Equal(HttpStatusCode.BadRequest, (await back.FinishAsync(path + back.Callback[back.Callback.IndexOf('?')..])).Status);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task An_answer_that_comes_after_cancelling_is_refused()
    {
        var back = await Returning.ToAsync(web);
        await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/workflows");
        var flow = $"/{back.Agency.Slug}/connect/flows/{back.Started.Flow}";
        await back.Guest.Browser.SendFormAsync($"{flow}/cancel", false);
        Assert.Equal(HttpStatusCode.BadRequest, (await back.FinishAsync()).Status);
        Assert.Contains("Cancelled", (await back.Guest.Browser.OpenAsync(flow)).Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Fact]
    public async Task Words_of_the_answer_are_never_repeated_on_the_page()
    {
        var back = await Returning.ToAsync(web, new() { Deny = true });
        var answer = await back.FinishAsync(Changed(back.Callback, "error", "%3Cscript%3Ealert(1)%3C%2Fscript%3E") + "&error_description=visit-evil-example");
        var page = await back.Guest.Browser.OpenAsync(answer.Location!);
        Assert.DoesNotContain("alert(1)", page.Raw);
        Assert.DoesNotContain("visit-evil-example", page.Raw);
    }

    [Fact]
    public async Task Neither_code_nor_error_is_an_answer_without_a_result()
    {
        var back = await Returning.ToAsync(web);
        Assert.Contains("without approving or denying access", await back.Guest.ResultAsync(await back.FinishAsync(Changed(back.Callback, "code", ""))));
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    internal static string Changed(string address, string name, string value) =>
        System.Text.RegularExpressions.Regex.Replace(address, $"(?<=[?&]){name}=[^&]*", $"{name}={value}");
}
