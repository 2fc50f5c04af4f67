using System.Net;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

/// <summary>Somebody deletes what somebody else is testing.</summary>
public sealed class GoneMeanwhileTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("delete", "This workflow was deleted")]
    [InlineData("steps/{key}/remove", "Removed steps")]
    public async Task The_one_who_tests_is_told_and_nothing_breaks(string deed, string told)
    {
        var kept = await Kept.KeyAsync(web);
        var colleague = await web.SignInAsync(await web.AddColleagueAsync(kept.Agency));
        await colleague.Browser.OpenAsync(kept.Step.Workflow);
        await kept.Guest.Browser.OpenAsync(kept.Step.Workflow);
        await web.TurnAsync(new() { Api = new() { DelayMs = 3_000 } });
        var testing = kept.Guest.Browser.SendFormAsync($"{kept.Step.Workflow}/steps/{kept.Step.Key}/test", false);
        while (await kept.EventsAsync("usedforcall") == 0 && !testing.IsCompleted)
            await Task.Yield();
        Assert.Equal(HttpStatusCode.SeeOther, (await colleague.Browser.SendFormAsync($"{kept.Step.Workflow}/{deed.Replace("{key}", kept.Step.Key)}", false)).Status);
        var answer = await testing;
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains(told, (await kept.Guest.Browser.OpenAsync(answer.Location!)).Text);
        await web.TurnAsync(new());
    }
}
