using System.Net.Http.Headers;
using System.Text;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>The client and grant type of a token request, read before validation.</summary>
public sealed record TokenCall(string? Client, string? Secret, string? GrantType)
{
    public static async Task<TokenCall> ReadAsync(HttpRequest request)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : null;
        var (user, password) = Basic(request.Headers.Authorization);
        return new TokenCall(
            form?["client_id"].FirstOrDefault() ?? user,
            form?["client_secret"].FirstOrDefault() ?? password,
            form?["grant_type"].FirstOrDefault());
    }

    private static (string? User, string? Password) Basic(string? header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || value is not { Scheme: "Basic", Parameter: { } encoded })
            return default;
        Span<byte> bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return default;
        // RFC 6749 section 2.3.1: both halves are form-encoded before they are joined.
        var halves = Encoding.UTF8.GetString(bytes[..length]).Split(':', 2).Select(half => Uri.UnescapeDataString(half.Replace('+', ' '))).ToArray();
        return (halves[0], halves.ElementAtOrDefault(1));
    }
}
