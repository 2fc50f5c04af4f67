using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Notifications;

public sealed class NotificationTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_refused_refresh_is_told_once_and_closed_by_reconnecting()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        await web.ExpireAsync(back);
        await web.TurnAsync(new() { RefuseRefresh = true });
        await back.Guest.TestStepAsync(back.Step);
        await back.Guest.TestStepAsync(back.Step);
        Assert.Equal((1, 1), (await web.CountAsync(back.Agency, "true"), await web.CountAsync(back.Agency, "closed_at is null")));

        await back.Guest.ConnectAsync(back.Step.Connect("oauth", connection.Id));

        Assert.Equal((1, 0), (await web.CountAsync(back.Agency, "true"), await web.CountAsync(back.Agency, "closed_at is null")));
        var page = await ListAsync(back);
        Assert.Contains("Sandbox reauth required", page);
        Assert.Contains("Fixed", page);
        Assert.DoesNotMatch(@"\bunread\b", page);
    }

    [Fact]
    public async Task Each_person_reads_for_themselves_and_read_ones_stay()
    {
        var (back, ids) = await web.BreakAsync(2);
        var colleague = await web.SignInAsync(await web.AddColleagueAsync(back.Agency));
        Assert.Contains("Notifications, 2 unread", await ListAsync(back));
        await back.Guest.Browser.SendFormAsync(ReadPath(back), false, ("connection", $"{ids[0]}"));

        var mine = await ListAsync(back);
        Assert.Contains("Notifications, 1 unread", mine);
        Assert.Equal(2, mine.Split("id=\"page-").Length - 1);
        Assert.Contains("Notifications, 2 unread", (await colleague.Browser.OpenAsync($"/{back.Agency.Slug}/notifications")).Text);
    }

    [Fact]
    public async Task All_can_be_read_at_once_and_more_than_once()
    {
        var (back, _) = await web.BreakAsync(5);
        await ListAsync(back);
        await back.Guest.Browser.SendFormAsync(ReadPath(back), false);
        await back.Guest.Browser.SendFormAsync(ReadPath(back), false);

        var page = await ListAsync(back);
        Assert.DoesNotMatch(@"\bunread\b", page);
        Assert.Equal(5, page.Split("id=\"page-").Length - 1);
        Assert.Equal(5, await web.CountAsync(back.Agency, "closed_at is null"));
    }

    [Fact]
    public async Task Another_accounts_connections_are_neither_told_nor_marked()
    {
        var (theirs, ids) = await web.BreakAsync(1);
        var (mine, _) = await web.BreakAsync(0);
        await ListAsync(mine);
        await mine.Guest.Browser.SendFormAsync(ReadPath(mine), false, ("connection", $"{ids[0]}"));

        Assert.DoesNotContain("reauth required", await ListAsync(mine));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from notification_reads where account_id = '{theirs.Agency.Tenant.AccountId}'"));
    }

    [Fact]
    public async Task Nothing_to_tell_is_said_too()
    {
        var (back, _) = await web.BreakAsync(0);
        var page = await ListAsync(back);
        Assert.Contains("All quiet", page);
        Assert.Contains("Nothing needs your attention.", page);
    }

    private static string ReadPath(Returning back) => $"/{back.Agency.Slug}/notifications/read";

    private static async Task<string> ListAsync(Returning back) => (await back.Guest.Browser.OpenAsync($"/{back.Agency.Slug}/notifications")).Text;
}
