using System.Net.Http.Headers;
using System.Text;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>Which client calls the token endpoint, and for what, read before anything is checked.</summary>
public sealed record TokenCall(string? Client, string? GrantType)
{
    public static async Task<TokenCall> ReadAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : null;
        return new TokenCall(
            form?["client_id"].FirstOrDefault() ?? BasicUser(request.Headers.Authorization),
            form?["grant_type"].FirstOrDefault());
    }

    private static string? BasicUser(string? header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || value is not { Scheme: "Basic", Parameter: { } encoded })
            return null;
        Span<byte> bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return null;
        // RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
        return Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes[..length]).Split(':')[0].Replace('+', ' '));
    }
}
