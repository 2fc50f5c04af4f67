using System.Text.Json;
using System.Threading.Channels;

namespace TaskJuice.BrowserTests;

/// <summary>One line of the trace file.</summary>
public sealed record Span(string TraceId, string SpanId, string? ParentSpanId, string Name, DateTimeOffset Start, SpanLink[] Links, Dictionary<string, JsonElement> Tags, string Line);

public sealed record SpanLink(string TraceId, string SpanId);

/// <summary>The spans of all processes.</summary>
public static class Spans
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<List<Span>> ReadAsync(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var lines = await reader.ReadToEndAsync();

        // What follows the last line end is still being written.
        return [.. lines.Split('\n')[..^1].Select(Parse)];
    }

    /// <summary>Waits for the next change of the file as long as something is missing in it.</summary>
    public static async Task<List<Span>> UntilAsync(string file, Func<List<Span>, bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        watcher.Changed += (_, _) => changes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
        while (true)
        {
            var spans = await ReadAsync(file);
            if (isThere(spans))
                return spans;
            await changes.Reader.ReadAsync(patience.Token);
        }
    }

    private static Span Parse(string line) =>
        JsonSerializer.Deserialize<Span>(line, JsonSerializerOptions.Web)! with { Line = line };
}
