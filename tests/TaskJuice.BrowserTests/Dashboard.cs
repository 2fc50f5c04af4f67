using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TaskJuice.BrowserTests;

/// <summary>A span as the dashboard has it, and its whole text, for what must not be in it.</summary>
public sealed record Span(
    string TraceId, string SpanId, string? ParentSpanId, string Name, DateTimeOffset Start, IReadOnlyList<string> LinkedTraces, IReadOnlyDictionary<string, string> Tags, string Text);

/// <summary>The traces that the dashboard shows, read from its telemetry API (OTLP as JSON).</summary>
public sealed class Dashboard : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan OneReading = TimeSpan.FromSeconds(40);

    private readonly HttpClient _http;

    internal Dashboard(Uri address, string? key)
    {
        Login = address;
        _http = new() { BaseAddress = new(address.GetLeftPart(UriPartial.Authority)) };
        _http.DefaultRequestHeaders.Add("X-API-Key", key);
    }

    /// <summary>Where a person signs in, with the token that lets them in.</summary>
    public Uri Login { get; }

    /// <summary>Reads spans as they come, those of the past first, until something is there.</summary>
    /// <param name="since">Spans that began earlier do not count.</param>
    /// <param name="isThere">Whether the spans so far are all that is waited for.</param>
    /// <param name="resource">Only those of one part; all of them take their time at the end of a long run.</param>
    public async Task<IReadOnlyList<Span>> UntilAsync(DateTimeOffset since, Func<IReadOnlyList<Span>, bool> isThere, string? resource = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        Dictionary<string, Span> spans = [];
        while (!patience.IsCancellationRequested)
        {
            // What comes while the past is still being read can get lost, and is part of the past the next time.
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
            turn.CancelAfter(OneReading);
            try
            {
                await foreach (var line in LinesAsync($"/api/telemetry/spans?follow=true{(resource is null ? "" : $"&resource={resource}")}", turn.Token))
                {
                    foreach (var span in Parse(line).Where(span => span.Start >= since))
                        spans[span.SpanId] = span;
                    if (spans.Count > 0 && isThere([.. spans.Values]))
                        return [.. spans.Values];
                }
            }
            catch (OperationCanceledException)
            {
                // Once more, or no more.
            }
        }

        throw new TimeoutException($"{spans.Count} spans began since {since:HH:mm:ss.fff}: {string.Join(", ", spans.Values.Select(span => $"{span.Name} {span.Start:ss.fff}").TakeLast(40))}");
    }

    public void Dispose() => _http.Dispose();

    private async IAsyncEnumerable<string> LinesAsync(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        using var reader = new StreamReader(await _http.GetStreamAsync(path, stop));
        while (await reader.ReadLineAsync(stop) is { } line)
            if (line.Length > 0)
                yield return line;
    }

    private static IEnumerable<Span> Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement.TryGetProperty("data", out var data) ? data : document.RootElement;
        return [.. from resource in Items(root, "resourceSpans") from scope in Items(resource, "scopeSpans") from span in Items(scope, "spans") select Read(span)];
    }

    private static Span Read(JsonElement span) => new(
        Text(span, "traceId")!,
        Text(span, "spanId")!,
        Text(span, "parentSpanId"),
        Text(span, "name")!,
        DateTimeOffset.UnixEpoch.AddTicks(long.Parse(Text(span, "startTimeUnixNano")!) / TimeSpan.NanosecondsPerTick),
        [.. Items(span, "links").Select(link => Text(link, "traceId")!)],
        Items(span, "attributes").ToDictionary(tag => Text(tag, "key")!, tag => tag.GetProperty("value").EnumerateObject().First().Value.ToString()),
        span.ToString());

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetString() : null;
}
