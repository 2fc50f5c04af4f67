using System.Net;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>What one person may ask of providers, and hold open, is limited over all processes; nobody else notices.</summary>
public sealed class OftenTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly (string, string)[] Few =
        [("Limits:ConnectStarts", "3"), ("Limits:KeyTests", "3"), ("Limits:Checks", "3"), ("Limits:Streams", "3"), ("OAuth:Clients:gitlab:ClientId", "gitlab"), ("OAuth:Clients:gitlab:ClientSecret", "of-gitlab")];

    [Fact]
    public async Task Connects_that_begin_are_counted_over_all_processes_and_what_was_typed_stays()
    {
        var (agency, one, other) = await TwoAsync();
        var step = await one.AddStepAsync(agency.Slug, "gitlab", "new-issue");
        for (var begun = 0; begun < 3; begun++)
            await (begun % 2 == 0 ? one : other).StartAsync(step.Connect("oauth"), ("f.host", "gitlab.com"));

        foreach (var guest in (Guest[])[one, other])
        {
            var form = await guest.Browser.OpenAsync(step.Connect("oauth"));
            var answer = await guest.Browser.SendFormAsync(step.Connect("oauth").Replace("?", "/oauth?"), false, ("flow", $"{Guid.NewGuid()}"), ("mode", ""), ("f.host", "git.acme.example"));
            AskedToWait(answer);
            Assert.Contains("value=\"git.acme.example\"", answer.Text);
        }

        var colleague = await web.OnNewHostAsync(await web.SignInAsync(await web.AddColleagueAsync(agency)), Few);
        await colleague.StartAsync(step.Connect("oauth"), ("f.host", "gitlab.com"));
    }

    [Fact]
    public async Task Keys_that_are_tried_are_counted_over_all_processes_and_what_was_typed_stays()
    {
        var (agency, one, other) = await TwoAsync();
        var step = await one.AddStepAsync(agency.Slug);
        for (var tried = 0; tried < 3; tried++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (tried % 2 == 0 ? one : other).ConnectKeyAsync(step.Connect("api-key"), "Mine", "wrong")).Status);

        await web.ForgetCallsAsync();
        foreach (var guest in (Guest[])[one, other])
        {
            var answer = await guest.ConnectKeyAsync(step.Connect("api-key"), "The name I typed", "sk_sandbox_acme");
            AskedToWait(answer);
            Assert.Contains("value=\"The name I typed\"", answer.Text);
            Assert.DoesNotContain("value=\"sk_sandbox_acme\"", answer.Text);
            AskedToWait(await guest.ConnectKeyAsync(step.Connect("api-key"), "Mine", "sk_sandbox_acme", ("f.unchecked", "true")));
        }

        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal(0, await web.CallsAsync("api.key"));
    }

    [Fact]
    public async Task Checks_and_tests_of_steps_are_counted_together_over_all_processes()
    {
        var kept = await Kept.KeyAsync(web);
        var (one, other) = (await web.OnNewHostAsync(kept.Guest, Few), await web.OnNewHostAsync(kept.Guest, Few));
        var address = $"/{kept.Agency.Slug}/connections/{kept.Id}";
        await one.TestStepAsync(kept.Step);
        foreach (var guest in (Guest[])[one, other])
        {
            await guest.Browser.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, (await guest.Browser.SendFormAsync($"{address}/check", false)).Status);
        }

        await web.ForgetCallsAsync();
        foreach (var guest in (Guest[])[one, other])
        {
            await guest.Browser.OpenAsync(address);
            AskedToWait(await guest.Browser.SendFormAsync($"{address}/check", false));
            AskedToWait(await guest.Browser.SendFormAsync($"{address}/check", true));
            AskedToWait(await guest.Browser.SendFormAsync($"{kept.Step.Workflow}/steps/{kept.Step.Key}/test", false));
            AskedToWait(await guest.Browser.SendFormAsync($"{kept.Step.Workflow}/steps/{kept.Step.Key}/test", true));
        }

        Assert.Equal(0, await web.CallsAsync("api.key"));
    }

    [Fact]
    public async Task Streams_that_are_open_are_counted_over_all_processes_and_a_closed_one_makes_room()
    {
        var (agency, one, other) = await TwoAsync();
        var open = new List<HttpResponseMessage>();
        foreach (var guest in (Guest[])[one, other, one])
            open.Add(await ListenAsync(guest, agency));
        Assert.All(open, stream => Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType));

        foreach (var guest in (Guest[])[one, other])
        {
            using var refused = await ListenAsync(guest, agency);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(15), refused.Headers.RetryAfter!.Delta);
            Assert.Equal(HttpStatusCode.NoContent, (await guest.Browser.OpenAsync($"/{agency.Slug}/connect/flows/{Guid.NewGuid()}", true)).Status);
        }

        open[1].Dispose();
        HttpResponseMessage again;
        do
        {
            again = await ListenAsync(one, agency);
        }
        while (again.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        foreach (var stream in open.Append(again))
            stream.Dispose();
    }

    [Fact]
    public async Task Without_Redis_each_process_keeps_the_limits_by_itself()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.OnNewHostAsync(await web.SignInAsync(agency), [.. Few, ("ConnectionStrings:cache", "127.0.0.1:1,connectTimeout=200")]);
        var step = await guest.AddStepAsync(agency.Slug);
        for (var tried = 0; tried < 3; tried++)
            await guest.StartAsync(step.Connect("oauth"));
        AskedToWait(await guest.Browser.SendFormAsync(step.Connect("oauth").Replace("?", "/oauth?"), false, ("flow", $"{Guid.NewGuid()}"), ("mode", "")));
    }

    private static void AskedToWait(Answer answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Contains("You've done this too many times in the last few minutes, so nothing happened. Try again in", answer.Text);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
    }

    private static Task<HttpResponseMessage> ListenAsync(Guest guest, Agency agency) => guest.Browser.Http.GetAsync(
        $"/{agency.Slug}/connect/flows/{Guid.NewGuid()}/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    private async Task<(Agency Agency, Guest One, Guest Other)> TwoAsync()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        return (agency, await web.OnNewHostAsync(guest, Few), await web.OnNewHostAsync(guest, Few));
    }
}
