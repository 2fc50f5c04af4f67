using System.Text.RegularExpressions;
using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

public sealed partial class OneTrace(RunningSystem system) : Journey(system)
{
    private static readonly string[] Steps = ["connect.start", "connect.callback", "provider.token", "connect.handshake", "connect.show"];

    [Fact]
    public async Task Connecting_is_one_trace_that_tells_no_secret_and_a_refresh_links_to_it()
    {
        await TheSystem.TurnAsync(new Knobs { AccessTokenSeconds = 4 });
        var before = (await Spans.ReadAsync(TheSystem.TraceFile)).Count;
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();

        var spans = await Spans.UntilAsync(TheSystem.TraceFile, all =>
            all.Skip(before).Any(span => span.Name == "connection.refresh") && all.Skip(before).Any(span => span.Name == "connect.show"));
        spans.RemoveRange(0, before);
        var trace = spans.Single(span => span.Name == "connect.start").TraceId;
        Assert.All(Steps, name => Assert.Contains(spans, span => span.Name == name && span.TraceId == trace));
        Assert.Contains(Under(spans, spans.First(span => span.Name == "connect.callback")), span => span.Tags.ContainsKey("db.system.name") || span.Tags.ContainsKey("db.system"));
        Assert.Contains(spans.First(span => span.Name == "connection.refresh").Links, link => link.TraceId == trace);
        TellNoSecret(spans, ada.Requests);
    }

    [Fact]
    public async Task A_pasted_key_is_in_no_span()
    {
        var before = (await Spans.ReadAsync(TheSystem.TraceFile)).Count;
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(ada.Builder.ChosenAccount).ToBeVisibleAsync();

        var spans = await Spans.UntilAsync(TheSystem.TraceFile, all => all.Skip(before).Any(span => span.Name == "connect.key"));
        Assert.DoesNotContain(spans, span => span.Line.Contains("sk_sandbox"));
    }

    private static IEnumerable<Span> Under(List<Span> spans, Span parent) =>
        spans.Where(span => span.TraceId == parent.TraceId && span.ParentSpanId == parent.SpanId).SelectMany(span => Under(spans, span).Prepend(span));

    private static void TellNoSecret(List<Span> spans, IReadOnlyList<string> requests)
    {
        var callback = requests.Single(request => request.Contains("/oauth/callback/"));
        string[] secrets = ["sandbox-client-secret", ValueOf("state", callback), ValueOf("code", callback)];
        Assert.All(secrets, secret => Assert.DoesNotContain(spans, span => span.Line.Contains(secret)));

        // The provider's tokens are JWTs, and all of those start alike.
        Assert.DoesNotContain(spans, span => span.Line.Contains("eyJ"));
        Assert.DoesNotContain(spans, span => AddressWithQuery().IsMatch(span.Line));
    }

    private static string ValueOf(string name, string address) => Regex.Match(address, $"[?&]{name}=([^&]+)").Groups[1].Value;

    [GeneratedRegex(@"https?://[^""\s]*\?|""url\.query""")]
    private static partial Regex AddressWithQuery();
}
