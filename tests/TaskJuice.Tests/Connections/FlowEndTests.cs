using System.Net;
using TaskJuice.Core.Connections;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>No attempt is left waiting for something that cannot come.</summary>
public sealed class FlowEndTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task After_ten_minutes_the_attempt_has_timed_out_and_says_what_to_do()
    {
        var back = await Returning.ToAsync(web);
        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '1 second' where id = '{back.Started.Flow}'");
        await back.ForgetStateAsync(web);

        var page = await back.Guest.Browser.OpenAsync(Flow(back));
        Assert.Contains("This took too long", page.Text);
        Assert.Contains(">Try again</a>", page.Text);

        var late = await back.FinishAsync();
        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        Assert.Contains("This link has expired or was already used", late.Text);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Fact]
    public async Task An_answer_that_came_in_time_may_be_worked_on_past_the_end()
    {
        var back = await Returning.ToAsync(web);
        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '5 seconds', taken_at = now() where id = '{back.Started.Flow}'");
        Assert.Contains("Just a moment", (await back.Guest.Browser.OpenAsync(Flow(back))).Text);
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_attempt_in_words_and_the_next_try_works()
    {
        var back = await Returning.ToAsync(web);
        await web.ExecuteAsync("alter table connection_secrets rename to out_of_the_way");
        string result;
        try
        {
            result = await back.Guest.ResultAsync(await back.FinishAsync());
        }
        finally
        {
            await web.ExecuteAsync("alter table out_of_the_way rename to connection_secrets");
        }

        Assert.Contains("Sandbox approved the request, but something went wrong on our side. Nothing was saved.", result);
        await back.Guest.ConnectAsync(back.Step.Connect("oauth"));
        Assert.Equal(ConnectionStatus.Pending, Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Status);
    }

    [Fact]
    public async Task What_is_long_over_is_shown_no_more()
    {
        var back = await Returning.ToAsync(web);
        await web.ExecuteAsync($"update connect_attempts set ends_at = now() - interval '1 hour' where id = '{back.Started.Flow}'");
        Assert.Equal(HttpStatusCode.NotFound, (await back.Guest.Browser.OpenAsync(Flow(back))).Status);
    }

    [Fact]
    public async Task Nothing_of_an_attempt_can_be_read_in_the_database()
    {
        var back = await Returning.ToAsync(web);
        var stored = (string)(await web.ReadAsync($"select a::text || encode(a.pending, 'escape') from connect_attempts a where id = '{back.Started.Flow}'"))!;
        var parameters = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("https://localhost" + back.Callback).Query);
        Assert.DoesNotContain(parameters["state"].ToString(), stored);
        Assert.DoesNotContain("\"Verifier\"", stored);
    }

    private static string Flow(Returning back) => $"/{back.Agency.Slug}/connect/flows/{back.Started.Flow}";
}
