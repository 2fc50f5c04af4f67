using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>The response of completed work, buffered so that it can be modified.</summary>
public sealed class TrueAnswer(byte[] bytes)
{
    private static readonly TimeSpan DripPause = TimeSpan.FromMilliseconds(250);

    public static async Task<TrueAnswer> CatchAsync(HttpContext http, RequestDelegate next)
    {
        var original = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var buffer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(buffer, original));
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            http.Features.Set(original);
        }
        return new TrueAnswer(buffer.ToArray());
    }

    public Task SendAsync(HttpContext http, string? body, TimeProvider clock) => body switch
    {
        "form" => SendAsync(http, AsForm(), "application/x-www-form-urlencoded"),
        "bom" => SendAsync(http, [.. Encoding.UTF8.Preamble, .. bytes], http.Response.ContentType),
        "latin1" => SendAsync(http, Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(bytes)), http.Response.ContentType),
        "gzip" => PackedAsync(http),
        "slow-drip" => DripAsync(http, clock),
        _ => SendAsync(http, bytes, http.Response.ContentType),
    };

    /// <summary>The same response with other values.</summary>
    public TrueAnswer With(IReadOnlyDictionary<string, JsonElement> values)
    {
        if (JsonNode.Parse(bytes) is not JsonObject answer)
            return this;
        foreach (var (name, value) in values)
            answer[name] = JsonNode.Parse(value.GetRawText());
        return new TrueAnswer(Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }

    private async Task PackedAsync(HttpContext http)
    {
        using var packed = new MemoryStream();
        await using (var packing = new GZipStream(packed, CompressionLevel.Fastest))
            await packing.WriteAsync(bytes);
        http.Response.Headers.ContentEncoding = "gzip";
        await SendAsync(http, packed.ToArray(), http.Response.ContentType);
    }

    private byte[] AsForm()
    {
        using var json = JsonDocument.Parse(bytes);
        var pairs = json.RootElement.EnumerateObject()
            .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value.ToString())}");
        return Encoding.UTF8.GetBytes(string.Join('&', pairs));
    }

    private static async Task SendAsync(HttpContext http, byte[] content, string? contentType)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }

    private async Task DripAsync(HttpContext http, TimeProvider clock)
    {
        http.Response.ContentLength = bytes.Length;
        foreach (var drop in bytes)
        {
            await http.Response.Body.WriteAsync(new[] { drop }, CancellationToken.None);
            await http.Response.Body.FlushAsync(CancellationToken.None);
            await Task.Delay(DripPause, clock, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (http.RequestAborted.IsCancellationRequested)
                return;
        }
    }
}
