using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Revocation;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>A person stops while the provider's answer is worked on: either comes first, and what the page says is what became of it.</summary>
public sealed class StoppedTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Stopped_while_the_code_is_exchanged_nothing_is_saved_and_the_grant_is_given_back()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 1000, Only = "authorization_code" } });
        await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/workflows");
        var answer = back.FinishAsync();
        while (await web.CallsAsync("token.code") == 0)
            Assert.False(answer.IsCompleted);

        var said = await CancelAsync(back);
        var result = await back.Guest.ResultAsync(await answer);

        Assert.All((string[])[said, result], page => Assert.Contains("Cancelled", page));
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(1, await GivenBackAsync(back));
    }

    [Fact]
    public async Task Stopped_after_it_was_saved_it_says_that_it_is_connected()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/workflows");

        var said = await CancelAsync(back);

        Assert.DoesNotContain("Cancelled", said);
        Assert.Contains("Acme Ops", said);
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(0, await GivenBackAsync(back));
    }

    [Fact]
    public async Task Stopped_at_the_same_moment_the_page_says_what_is_stored()
    {
        for (var round = 0; round < 12; round++)
        {
            var back = await Returning.ToAsync(web);
            await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/workflows");
            await Task.WhenAll(back.FinishAsync(), CancelAsync(back));

            var page = await FlowAsync(back);
            var stored = (await web.ConnectionsAsync(back.Agency.Tenant)).Count;
            Assert.Equal(page.Contains("Cancelled", StringComparison.Ordinal) ? 0 : 1, stored);
        }
    }

    [Fact]
    public async Task Stopped_instead_of_choosing_the_grant_is_given_back()
    {
        var back = await Returning.ToAsync(web, method: "oauth-organisation");
        await back.Guest.ResultAsync(await back.FinishAsync());
        Assert.Contains("Cancelled", await CancelAsync(back));
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(1, await GivenBackAsync(back));
    }

    [Fact]
    public async Task A_grant_that_a_connection_of_the_account_stands_on_is_not_given_back()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var old = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        await web.TurnAsync(new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 1000, Only = "authorization_code" } });
        await web.ForgetCallsAsync();
        var started = await back.Guest.StartAsync(back.Step.Connect("oauth", old.Id));
        var again = back with { Started = started, Callback = await back.Guest.AskProviderAsync(started) };
        await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/workflows");
        var answer = again.FinishAsync();
        while (await web.CallsAsync("token.code") == 0)
            Assert.False(answer.IsCompleted);
        await CancelAsync(again);
        await answer;

        Assert.Equal(0, await GivenBackAsync(back));
        Assert.Contains("Sandbox responded.", await back.Guest.TestStepAsync(back.Step));
    }

    [Fact]
    public async Task What_the_page_called_too_late_is_not_saved_either()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 1000, Only = "authorization_code" } });
        var answer = back.FinishAsync();
        while (await web.CallsAsync("token.code") == 0)
            Assert.False(answer.IsCompleted);
        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '4 minutes' where id = '{back.Started.Flow}'");

        Assert.Contains("This took too long", await back.Guest.ResultAsync(await answer));
        Assert.Empty(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    private async Task<string> CancelAsync(Returning back)
    {
        var flow = $"/{back.Agency.Slug}/connect/flows/{back.Started.Flow}";
        Assert.Equal(HttpStatusCode.SeeOther, (await back.Guest.Browser.SendFormAsync($"{flow}/cancel", false)).Status);
        return await FlowAsync(back);
    }

    private static async Task<string> FlowAsync(Returning back)
    {
        var page = await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/connect/flows/{back.Started.Flow}");
        return page.Status == HttpStatusCode.Redirect ? (await back.Guest.Browser.OpenAsync(page.Location!)).Text : page.Text;
    }

    // How many grants of the workspace the provider was asked to end.
    private async Task<long> GivenBackAsync(Returning back)
    {
        await web.Services.GetRequiredService<RevocationSchedule>().AskDueAsync(TestContext.Current.CancellationToken);
        return (long)(await web.ReadAsync($"select count(*) from revocations where workspace_id = '{back.Agency.Tenant.WorkspaceId}' and \"end\" = 'confirmed'"))!;
    }
}
