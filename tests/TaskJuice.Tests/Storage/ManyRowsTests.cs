using System.Net;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Security;
using Xunit;

namespace TaskJuice.Tests.Storage;

/// <summary>A workspace with tens of thousands of everything costs each page as much as a small one.</summary>
public sealed class ManyRowsTests(CountingWeb web) : IClassFixture<CountingWeb>, IAsyncLifetime
{
    private const int MostBytes = 200_000;
    private const int MostStatements = 30;

    // Lists count what they have pages of; that is what this allows, and no more.
    private const int MostRows = 250_000;

    // Steps of one workflow are all shown, and each is some hundred bytes.
    private const int MostBytesOfSteps = 700_000;

    private Returning _back = null!;
    private Names _names = null!;

    public async ValueTask InitializeAsync() => (_back, _names) = await web.PlantedAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_page_is_small_and_asks_little()
    {
        List<string> table = [];
        foreach (var address in Addresses())
        {
            await _back.Guest.Browser.OpenAsync(address);
            var (bytes, statements, rows) = await web.CostAsync(() => _back.Guest.Browser.OpenAsync(address));
            table.Add($"{address.Replace(_names.Workflow.ToString(), "id"),-60} {bytes,9} {statements,4} {rows,8}");
            TestContext.Current.TestOutputHelper?.WriteLine(table[^1]);
            Assert.True(rows < MostRows, table[^1]);
            Assert.True(bytes < (address.Contains("/workflows/") ? MostBytesOfSteps : MostBytes) && statements <= MostStatements, table[^1]);
        }
    }

    [Fact]
    public async Task What_stands_around_every_page_reads_no_more_rows_than_it_shows_and_counts()
    {
        var address = $"/{_names.Workspace}/settings/branding";
        await _back.Guest.Browser.OpenAsync(address);
        Assert.InRange((await web.CostAsync(() => _back.Guest.Browser.OpenAsync(address))).Rows, 1, 2_000);
        await _back.Guest.Browser.SendFormAsync($"/{_names.Workspace}/notifications/read", false);
        var page = await _back.Guest.Browser.OpenAsync(address);
        Assert.DoesNotMatch(@"\bunread\b", page.Text);
        Assert.InRange((await web.CostAsync(() => _back.Guest.Browser.OpenAsync(address))).Rows, 1, 2_000);
    }

    [Fact]
    public async Task Everything_is_marked_as_read_in_a_few_statements_and_dismissing_the_banner_marks_what_it_told_of()
    {
        var other = await web.SignInAsync(await web.AddColleagueAsync(_back.Agency));
        var list = $"/{_names.Workspace}/notifications";
        var page = await other.Browser.OpenAsync(list);
        Assert.Contains("More than 99 connections need to be reauthorized", page.Text);
        Assert.Contains("Notifications, more than 99 unread", page.Text);
        Assert.Contains("Page 1 of 401", page.Text);
        var until = page.Text.Split("name=\"until\" value=\"")[1].Split('"')[0];
        await web.ExecuteAsync($"update connections set error_since = now() + interval '1 minute' where id = (select id from connections where status = 'error' limit 1)");

        var dismissed = await web.CostAsync(() => other.Browser.SendFormAsync(list + "/read", false, ("until", until), ("return", list)));
        Assert.InRange(dismissed.Statements, 1, MostStatements);
        Assert.Contains("A connection needs to be reauthorized", (await other.Browser.OpenAsync(list)).Text);
        await web.ExecuteAsync("update connections set error_since = now() - interval '1 hour' where error_since > now()");

        Assert.InRange((await web.CostAsync(() => other.Browser.SendFormAsync(list + "/read", false))).Statements, 1, MostStatements);
        Assert.DoesNotMatch(@"\bunread\b", (await other.Browser.OpenAsync(list)).Text);
        Assert.Equal(HttpStatusCode.OK, (await other.Browser.OpenAsync(list + "?p=401")).Status);
    }

    private IEnumerable<string> Addresses() =>
    [
        .. Door.All.Where(door => door is { For: For.Member, Opens: true, Streams: false }).Select(door => door.Address(_names)),
        $"/{_names.Workspace}/notifications?p=2", $"/{_names.Workspace}/notifications?p=401", $"/{_names.Workspace}/notifications?p=999999999",
        $"/{_names.Workspace}/connections?p=2", $"/{_names.Workspace}/connections?q=client&sort=used", $"/{_names.Workspace}/connections?p=999999999",
        $"/{_names.Workspace}/workflows?p=2", $"/{_names.Workspace}/workflows?q=flow", $"/{_names.Workspace}/workflows?p=999999999",
        $"/{_names.Workspace}/workflows/{_names.Workflow}?step={_names.Step}",
    ];
}
