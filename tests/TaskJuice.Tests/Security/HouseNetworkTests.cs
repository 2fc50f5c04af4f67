using System.Text.RegularExpressions;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>Whoever may type a server's name learns nothing about the network in which the product runs.</summary>
public sealed partial class HouseNetworkTests(HouseNetwork web) : IClassFixture<HouseNetwork>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_of_the_house_is_answered_like_one_that_nobody_knows(bool isOwner)
    {
        var agency = await web.OpenAgencyAsync();
        var person = isOwner ? agency : await web.AddColleagueAsync(agency);
        var missing = await AskAsync(person, HouseNetwork.Missing);
        Assert.Contains("Nothing was sent, because the address for Own Server couldn't be found on the public internet.", missing);
        foreach (var answer in await Task.WhenAll(HouseNetwork.Names.Keys.Select(async name => await AskAsync(person, name))))
            Assert.Equal(missing, answer);
        Assert.Empty(web.Dialled);
    }

    [Fact]
    public async Task A_connection_with_a_name_of_the_house_is_saved_and_checked_like_one_that_nobody_knows()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.VisitAsync(await web.SignInAsync(await web.AddColleagueAsync(agency)));
        var step = await guest.AddStepAsync(agency.Slug, "own-server", "new-thing");
        List<string> tested = [];
        foreach (var name in (string[])[HouseNetwork.Missing, "loopback.house.test"])
        {
            var saved = await guest.ConnectKeyAsync(step.Connect("api-key"), $"Mine at {name}", "the-key-of-a-server", ("f.host", name), ("f.unchecked", "true"));
            Assert.InRange((int)saved.Status, 200, 303);
            tested.Add(Masked(await guest.TestStepAsync(step), name));
        }

        Assert.Equal(2, (await web.ConnectionsAsync(agency.Tenant)).Count);
        Assert.Contains("couldn't be found on the public internet.", tested[0]);
        Assert.Equal(Result(tested[0]), Result(tested[1]));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("10.0.0.5")]
    [InlineData("169.254.169.254")]
    [InlineData("1.1.1.1")]
    [InlineData("[::1]")]
    [InlineData("database.house.test:5432")]
    [InlineData("missing.house.test:5432")]
    [InlineData("2130706433")]
    public async Task What_is_no_name_is_refused_by_how_it_is_written(string typed)
    {
        var agency = await web.OpenAgencyAsync();
        Assert.Contains("The Server must be a name such as git.example.com, without a port, path or IP address.", await AskAsync(await web.AddColleagueAsync(agency), typed));
    }

    [Fact]
    public async Task The_log_tells_the_operator_which_it_was()
    {
        await AskAsync(await web.OpenAgencyAsync(), "metadata.house.test");
        Assert.Contains(web.Leaks.Logged, line => line.Contains("Nothing was sent to metadata.house.test:443: metadata.house.test does not resolve to a public internet address.", StringComparison.Ordinal));
    }

    private async Task<string> AskAsync(Agency person, string host)
    {
        var guest = await web.VisitAsync(await web.SignInAsync(person));
        var answer = await guest.ConnectKeyAsync($"/{person.Slug}/connect/own-server?method=api-key", "Mine", "the-key-of-a-server", ("f.host", host));
        return $"{answer.Status} {Masked(answer.Text, host)}";
    }

    // What differs in every answer, whatever was asked.
    private static string Masked(string text, string host) => Random().Replace(text.Replace(host, "*"), "*");

    private static string Result(string page) => TestResult().Match(page).Value;

    [GeneratedRegex("(?<=value=\")[A-Za-z0-9_-]{100,}(?=\")|[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Random();

    [GeneratedRegex("<div id=\"test-result\".*?</div>\\s*</div>", RegexOptions.Singleline)]
    private static partial Regex TestResult();
}
