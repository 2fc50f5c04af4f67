using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>A token endpoint that takes long: nobody is left before a blank page, and the result comes all the same.</summary>
public sealed class SlowExchangeTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Reply = """{"access_token":"access-of-quirky-1","refresh_token":"refresh-of-quirky-1","expires_in":3600,"scope":"read write"}""";

    [Fact]
    public async Task Whoever_comes_back_is_shown_that_it_takes_long_and_then_how_it_ended()
    {
        await using var provider = await WrittenProvider.StartAsync();
        var token = new TaskCompletionSource();
        provider.TokenIsReady = token.Task;
        provider.Token = Reply.Replace("}", $",\"api_domain\":\"{provider.First}\"}}", StringComparison.Ordinal);
        var (agency, guest, step) = await provider.VisitAsync(web, answersWithin: 1);
        var started = await guest.StartAsync(step.Connect("oauth"));
        var callback = Callback(started);

        var answer = await guest.Browser.OpenAsync(callback);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var waiting = await guest.Browser.OpenAsync(answer.Location!);
        Assert.Contains("Just a moment", waiting.Text);
        Assert.Contains("This can take a minute or two", waiting.Text);
        Assert.Contains("http-equiv=\"refresh\"", waiting.Text);
        Assert.Contains("Just a moment", (await guest.Browser.OpenAsync((await guest.Browser.OpenAsync(callback)).Location!)).Text);

        token.SetResult();
        while ((await web.ConnectionsAsync(agency.Tenant)).Count == 0)
            await Task.Yield();
        Assert.Contains("Quirky Ltd", await guest.ResultAsync(answer));
        Assert.Single(provider.CalledAs("/token"));
    }

    private static string Callback(Started started) =>
        $"/oauth/callback/quirky/shared?state={QueryHelpers.ParseQuery(started.Provider.Query)["state"]}&code=code-of-quirky";
}
