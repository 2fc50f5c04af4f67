using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connecting;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class CallbackRaceTests(WebFixture web) : IClassFixture<WebFixture>
{
    private async Task UntilFinishedAsync(Returning back)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var scope = web.Services.CreateAsyncScope();
        var flows = scope.ServiceProvider.GetRequiredService<ConnectFlows>();
        await foreach (var _ in flows.ListenAsync(back.Agency.Tenant, back.Agency.UserId, back.Started.Flow, TimeSpan.FromSeconds(30), patience.Token))
        {
            var page = await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/connect/flows/{back.Started.Flow}");
            if (!page.Text.Contains("Just a moment", StringComparison.Ordinal))
                return;
        }
    }

    private const int Copies = 50;

    [Fact]
    public async Task Fifty_copies_of_one_answer_make_one_token_call_and_no_error_page()
    {
        var back = await Returning.ToAsync(web);

        var answers = await Task.WhenAll(Enumerable.Range(0, Copies).Select(_ => FollowAsync(back)));

        Assert.All(answers, answer => Assert.True(
            answer.Status is HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.BadRequest, answer.Status.ToString()));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Redirect);
        Assert.Equal(1, await web.CallsAsync("token.code"));
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
    }

    [Fact]
    public async Task A_window_closed_while_the_code_is_exchanged_still_ends_connected()
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 1000, Only = "authorization_code" } });
        using var window = new CancellationTokenSource();
        var callback = back.Guest.Browser.Http.GetAsync(back.Callback, window.Token);
        while (await web.CallsAsync("token.code") == 0)
            Assert.False(callback.IsCompleted);

        await window.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => callback);

        await UntilFinishedAsync(back);
        Assert.Equal("acct_acme", Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).ExternalAccountId);
    }

    [Fact]
    public async Task A_second_browser_of_the_same_person_cannot_finish_and_the_first_still_can()
    {
        var back = await Returning.ToAsync(web);
        var second = await web.SignInAsync(back.Agency);

        var refused = await second.Browser.OpenAsync(back.Callback);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("You started this in another browser", refused.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Fact]
    public async Task Two_tabs_that_connect_the_same_account_at_once_make_one_row()
    {
        var back = await Returning.ToAsync(web);
        var other = await back.Guest.StartAsync(back.Step.Connect("oauth"));
        var otherCallback = await back.Guest.AskProviderAsync(other);

        var answers = await Task.WhenAll(back.FinishAsync(), back.FinishAsync(otherCallback));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(2, await web.CallsAsync("token.code"));
    }

    // Copies travel without the cookie jar's help: the first answer takes the binding cookie away.
    private static async Task<Answer> FollowAsync(Returning back)
    {
        var answer = await back.FinishAsync();
        return answer.Status == HttpStatusCode.SeeOther ? await back.Guest.Browser.OpenAsync(answer.Location!) : answer;
    }
}
