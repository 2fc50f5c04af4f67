using System.Text.Json;

namespace TaskJuice.Core.Providers;

/// <summary>Finds the sentence in a refusal that explains it to a person.</summary>
internal static class ProviderMessage
{
    private const int Longest = 200;

    private static readonly string[] Candidates =
    [
        "error_description", "error.message", "errors.0.message", "errors.0.detail", "message", "detail", "description", "msg",
        "error.description", "errors.0", "error", "title", "code",
    ];

    public static string? In(JsonElement? json, string text, Redaction hidden)
    {
        var found = json is { } reply
            ? Candidates.Select(path => ReplyPath.Text(reply, path)).FirstOrDefault(said => !string.IsNullOrWhiteSpace(said))
            // HTML explains nothing.
            : text.Contains('<') || text.Contains('\0') ? null : text;
        return string.IsNullOrWhiteSpace(found) ? null : hidden.Show(found, Longest) is { Length: > 0 } shown ? shown : null;
    }
}
