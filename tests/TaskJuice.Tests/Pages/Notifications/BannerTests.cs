using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Notifications;

public sealed class BannerTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData(0, null, 0)]
    [InlineData(1, "A connection needs to be reauthorized", 1)]
    [InlineData(2, "2 connections need to be reauthorized", 2)]
    [InlineData(3, "3 connections need to be reauthorized", 3)]
    [InlineData(4, "4 connections need to be reauthorized", 3)]
    [InlineData(21, "21 connections need to be reauthorized", 3)]
    public async Task It_counts_in_words_and_shows_three_at_most(int count, string? sentence, int rows)
    {
        var (back, _) = await web.BreakAsync(count);
        var banner = BannerOf(await OpenAsync(back));

        Assert.Equal(sentence is not null, banner.Contains("reauthorized"));
        Assert.Contains(sentence ?? "", banner);
        Assert.Equal(rows, banner.Split("banner__row\"").Length - 1);
        Assert.Equal(count > 3, banner.Contains($"/{back.Agency.Slug}/connections/reconnect\""));
    }

    [Fact]
    public async Task Each_row_says_what_waits_and_leads_to_the_step()
    {
        var (back, ids) = await web.BreakAsync(1);
        var banner = BannerOf(await OpenAsync(back));

        Assert.Contains("Sandbox reauth required", banner);
        Assert.Contains("Acme Ops", banner);
        Assert.Contains("2 hours ago", banner);
        Assert.Contains("1 step paused", banner);
        Assert.Contains($"/connect/sandbox?connection={ids[0]}&workflow={back.Step.WorkflowId}&step={back.Step.Key}", banner);
    }

    [Fact]
    public async Task Dismissing_it_hides_it_for_this_person_and_hides_the_problem_from_nobody()
    {
        var (back, ids) = await web.BreakAsync(2);
        await OpenAsync(back);
        var answer = await MarkAsync(back, ("return", $"{back.Step.Workflow}?step={back.Step.Key}"), ("connection", $"{ids[0]}"), ("connection", $"{ids[1]}"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{back.Step.Workflow}?step={back.Step.Key}"), (answer.Status, answer.Location));

        var page = await OpenAsync(back);
        Assert.DoesNotContain("reauth-title", page);
        Assert.Contains("1 step needs attention", page);
        Assert.Contains("Reconnection needed.", (await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/connections")).Text);

        var colleague = await web.SignInAsync(await web.AddColleagueAsync(back.Agency));
        Assert.Contains("2 connections need to be reauthorized", (await colleague.Browser.OpenAsync($"/{back.Agency.Slug}/workflows")).Text);
    }

    [Fact]
    public async Task What_breaks_again_is_new()
    {
        var (back, ids) = await web.BreakAsync(1);
        await OpenAsync(back);
        await MarkAsync(back);
        await web.ExecuteAsync($"update connections set error_since = now() + interval '1 second' where id = '{ids[0]}'");
        Assert.Contains("A connection needs to be reauthorized", await OpenAsync(back));
    }

    [Fact]
    public async Task One_answer_renews_banner_and_bell()
    {
        var (back, ids) = await web.BreakAsync(2);
        await OpenAsync(back);
        var answer = await back.Guest.Browser.SendFormAsync($"/{back.Agency.Slug}/notifications/read", true, ("connection", $"{ids[0]}"), ("from", "bell"));
        Assert.Contains("Notifications, 1 unread", answer.Text);
        Assert.Contains("A connection needs to be reauthorized", answer.Text);
        Assert.Contains("<details class=\"menu bell\" data-menu open", answer.Text.Replace("open=\"open\"", "open"));
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("https://evil.test")]
    public async Task What_cannot_be_read_marks_nothing(string connection)
    {
        var (back, _) = await web.BreakAsync(1);
        await OpenAsync(back);
        Assert.Equal(HttpStatusCode.BadRequest, (await MarkAsync(back, ("connection", connection))).Status);
        Assert.Contains("A connection needs to be reauthorized", await OpenAsync(back));
    }

    private static string BannerOf(string page) => page.Split("id=\"banner\"")[1].Split("<main")[0];

    private static async Task<string> OpenAsync(Returning back) => (await back.Guest.Browser.OpenAsync(back.Step.Workflow)).Text;

    private static Task<TaskJuice.Tests.Pages.Workflows.Answer> MarkAsync(Returning back, params (string, string)[] fields) =>
        back.Guest.Browser.SendFormAsync($"/{back.Agency.Slug}/notifications/read", false, fields);
}
