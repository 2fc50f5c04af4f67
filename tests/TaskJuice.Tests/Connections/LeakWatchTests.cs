using Microsoft.Extensions.Logging;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class LeakWatchTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task It_names_the_answer_that_held_a_secret()
    {
        var watch = new LeakWatch();
        var reader = watch.Handler();
        reader.InnerHandler = new HttpClientHandler();
        using var http = new HttpClient(reader) { BaseAddress = web.Provider.Http.BaseAddress };
        using var response = await http.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Empty(watch.Found());
        watch.Plant("Healthy");
        Assert.Equal(["GET /health"], watch.Found());
    }

    [Fact]
    public void It_names_the_log_that_held_a_secret()
    {
        var watch = new LeakWatch();
        watch.CreateLogger("talkative").LogInformation("the token is {Token}", "abc-123");
        watch.Plant("abc-123");
        Assert.Equal(["log talkative"], watch.Found());
    }
}
