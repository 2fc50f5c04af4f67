using System.Text.Json;

namespace TaskJuice.Core.Providers;

/// <summary>Finds the sentence in a refusal that helps a person.</summary>
internal static class ProviderMessage
{
    private const int Longest = 200;

    private static readonly string[] Candidates =
    [
        "error_description", "error.message", "errors.0.message", "errors.0.detail", "message", "detail", "description", "msg", "error.description",
        "errors.0", "error", "title", "code",
    ];

    public static string? In(JsonElement? json, byte[] body, Redaction hidden)
    {
        var found = json is { } reply
            ? Candidates.Select(path => ReplyPath.Text(reply, path)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
            // A page of markup explains nothing.
            : ReplyBody.Text(body) is { } text && !text.Contains('<') ? text : null;
        return string.IsNullOrWhiteSpace(found) ? null : hidden.Show(found, Longest) is { Length: > 0 } shown ? shown : null;
    }
}
