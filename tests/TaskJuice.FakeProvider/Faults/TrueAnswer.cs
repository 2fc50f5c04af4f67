using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>The answer of work that was done, held back so that it can be disfigured.</summary>
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
        "slow-drip" => DripAsync(http, clock),
        _ => SendAsync(http, bytes, http.Response.ContentType),
    };

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
