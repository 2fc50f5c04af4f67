using System.Text.RegularExpressions;
using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

public sealed partial class OneTrace(RunningSystem system) : Journey(system)
{
    private static readonly string[] Steps =
        ["connect.start", "connect.consent", "connect.callback", "provider.token", "provider.probe", "connect.store", "connect.handshake", "connect.show"];

    private readonly DateTimeOffset _began = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Connecting_is_one_trace_that_tells_no_secret_and_a_refresh_is_another_that_links_to_it()
    {
        await TheSystem.TurnAsync(new Knobs { AccessTokenSeconds = 4 });
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();

        var spans = await TheSystem.AppHost.Dashboard.UntilAsync(_began, all => all.Any(IsRefresh) && all.Any(span => span.Name == "connect.show"));
        var trace = spans.Single(span => span.Name == "connect.start").TraceId;
        Assert.All(Steps, name => Assert.Contains(spans, span => span.Name == name && span.TraceId == trace));
        var refresh = spans.First(IsRefresh);
        Assert.Contains(trace, refresh.LinkedTraces);
        var began = spans.Where(span => span.TraceId == trace).Min(span => span.Start);
        Assert.Equal(["POST {workspace}/connect/{app}/oauth", "connection.refresh"], spans.Where(span => span.ParentSpanId is null && span.Start >= began && span.Start <= refresh.Start).OrderBy(span => span.Start).Select(span => span.Name));
        Assert.All(spans.Where(IsStatement), span => Assert.StartsWith(span.Tags["taskjuice.for"], spans.Single(other => other.SpanId == span.ParentSpanId).Name));
        Assert.Contains(spans, span => IsStatement(span) && span.Tags["taskjuice.for"] == "connect.store");
        TellNoSecret(spans, ada.Requests);
    }

    [Fact]
    public async Task A_pasted_key_is_in_no_span()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(ada.Builder.ChosenAccount).ToBeVisibleAsync();

        var spans = await TheSystem.AppHost.Dashboard.UntilAsync(_began, all => all.Any(span => span.Name == "connect.key"));
        Assert.DoesNotContain(spans, span => span.Text.Contains("sk_sandbox"));
    }

    private static bool IsRefresh(Span span) => span.Name == "connection.refresh";

    private static bool IsStatement(Span span) => span.Tags.ContainsKey("db.query.text");

    private static void TellNoSecret(IReadOnlyList<Span> spans, IReadOnlyList<string> requests)
    {
        var callback = requests.Single(request => request.Contains("/oauth/callback/"));
        string[] secrets = ["sandbox-client-secret", ValueOf("state", callback), ValueOf("code", callback)];
        Assert.All(secrets, secret => Assert.DoesNotContain(spans, span => span.Text.Contains(secret)));

        // The provider's tokens are JWTs, and all of those start alike.
        Assert.DoesNotContain(spans, span => span.Text.Contains("eyJ"));
        Assert.DoesNotContain(spans, span => AddressWithQuery().IsMatch(span.Text));
    }

    private static string ValueOf(string name, string address) => Regex.Match(address, $"[?&]{name}=([^&]+)").Groups[1].Value;

    [GeneratedRegex(@"https?://[^""\s]*\?|""url\.query""")]
    private static partial Regex AddressWithQuery();
}
