using System.Net;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Pages.Connect;

/// <summary>Whoever closes the dialog or loads the page again while the window is at the provider still hears how it ended.</summary>
public sealed class LateTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Every_page_of_the_workspace_names_what_is_under_way_and_only_to_the_person()
    {
        var (agency, guest, _, started) = await StartAsync();
        Assert.Contains(Named(started), (await guest.Browser.OpenAsync($"/{agency.Slug}/connections")).Text);

        var colleague = await web.SignInAsync(await web.AddColleagueAsync(agency));
        Assert.DoesNotContain($"{started.Flow}", (await colleague.Browser.OpenAsync($"/{agency.Slug}/connections")).Text);

        await guest.Browser.OpenAsync(await guest.AskProviderAsync(started));
        Assert.DoesNotContain($"{started.Flow}", (await guest.Browser.OpenAsync($"/{agency.Slug}/connections")).Text);
    }

    [Fact]
    public async Task The_same_form_opened_again_goes_on_with_what_is_under_way()
    {
        var (agency, guest, step, started) = await StartAsync();
        var again = await guest.Browser.OpenAsync(step.Connect("oauth"), fragment: true);
        Assert.Contains($"name=\"flow\" value=\"{started.Flow}\"", again.Text);
        Assert.Matches("data-connect-left=\"(5[0-9]{2}|600)\"", again.Text);

        foreach (var another in (string[])[$"/{agency.Slug}/connect/sandbox?method=oauth", step.Connect("oauth-organisation"), (await guest.AddStepAsync(agency.Slug)).Connect("oauth")])
            Assert.DoesNotContain($"{started.Flow}\"", WithoutList((await guest.Browser.OpenAsync(another)).Text));
    }

    [Fact]
    public async Task The_builder_is_renewed_as_it_stands_and_says_what_happened()
    {
        var (_, guest, step, started) = await StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(guest, started, step.Workflow)).Status);
        await guest.Browser.OpenAsync(await guest.AskProviderAsync(started));

        var answer = await AskAsync(guest, started, $"{step.Workflow}?step={step.Key}");
        Assert.Equal(("#builder", null), (answer.Header("HX-Retarget"), answer.Header("HX-Push-Url")));
        Assert.Contains("id=\"chosen-account\">Acme Ops<", answer.Text);
        Assert.Contains("<p>Connected Acme Ops. This step now uses it.</p>", answer.Text);
    }

    [Fact]
    public async Task Any_other_page_is_loaded_again_and_says_it_then()
    {
        var (agency, guest, _, started) = await StartAsync();
        await guest.Browser.OpenAsync(await guest.AskProviderAsync(started));
        var answer = await AskAsync(guest, started, $"/{agency.Slug}/connections");
        Assert.Equal("true", answer.Header("HX-Refresh"));
        Assert.Contains("<p>Connected Acme Ops. This step now uses it.</p>", (await guest.Browser.OpenAsync($"/{agency.Slug}/connections")).Text);
    }

    [Fact]
    public async Task A_refusal_is_told_too()
    {
        var (agency, guest, step, started) = await StartAsync(new() { Deny = true });
        await guest.Browser.OpenAsync(await guest.AskProviderAsync(started));
        Assert.Contains("toast--refusal", (await AskAsync(guest, started, step.Workflow)).Text);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("time")]
    public async Task What_the_person_stopped_or_let_run_out_is_not(string how)
    {
        var (agency, guest, step, started) = await StartAsync();
        if (how == "cancel")
            await guest.Browser.SendFormAsync($"/{agency.Slug}/connect/flows/{started.Flow}/cancel", false);
        else
            await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '5 minutes' where id = '{started.Flow}'");
        var answer = await AskAsync(guest, started, step.Workflow);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
    }

    private async Task<(Agency Agency, Guest Guest, Step Step, Started Started)> StartAsync(Knobs? knobs = null)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        await web.TurnAsync(knobs ?? new() { AutoApprove = "acct_acme" });
        return (agency, guest, step, await guest.StartInWindowAsync(step.Connect("oauth")));
    }

    private static async Task<Answer> AskAsync(Guest guest, Started started, string from)
    {
        var workspace = from.Split('/')[1];
        var request = new HttpRequestMessage(HttpMethod.Get, $"/{workspace}/connect/flows/{started.Flow}?late=true");
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("HX-Request-Type", "partial");
        request.Headers.Add("HX-Current-URL", $"https://localhost{from}");
        using var response = await guest.Browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(response.StatusCode, WebUtility.HtmlDecode(body).Replace(" translate=\"no\"", ""), null, response.Headers, body);
    }

    private static string Named(Started started) => $"data-flows=\"{started.Flow}\"";

    private static string WithoutList(string page) => page[..page.IndexOf("id=\"open-flows\"", StringComparison.Ordinal)];
}
