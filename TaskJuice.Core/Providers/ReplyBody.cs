using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TaskJuice.Core.Providers;

/// <summary>Reads a reply body as JSON or, for token endpoints, as a form. Content types are not believed: several providers send the wrong one.</summary>
internal static class ReplyBody
{
    private const int LongestKey = 64;
    private static readonly SearchValues<char> NeverInForm = SearchValues.Create(" \t\r\n<>\"");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = 16,
        // Two parsers can disagree on which of two equal keys counts.
        AllowDuplicateProperties = false,
    };

    /// <summary>The JSON object or array, or null when the body is something else.</summary>
    public static JsonElement? Json(byte[] body)
    {
        var text = Text(body);
        if (text is null || text.TrimStart() is not ['{' or '[', ..])
            return null;

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            var reply = document.RootElement.Clone();
            ReadEveryString(reply);
            return reply;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="Json"/>, or the pairs of an <c>application/x-www-form-urlencoded</c> body as an object of strings.</summary>
    public static JsonElement? JsonOrForm(byte[] body) => Json(body) ?? Form(body);

    /// <summary>The body as text without a byte order mark, or null when it is not UTF-8.</summary>
    public static string? Text(byte[] body)
    {
        try
        {
            return Strict.GetString(body).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Half a surrogate pair passes the parser and throws when it is read; better here than later.
    private static void ReadEveryString(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    ReadEveryString(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    ReadEveryString(property.Value);
                }

                break;
        }
    }

    private static JsonElement? Form(byte[] body)
    {
        // Blanks and angle brackets are always encoded in a form; a page or a sentence has them.
        if (Text(body)?.Trim() is not { } text || text.AsSpan().ContainsAny(NeverInForm))
            return null;

        var pairs = new Dictionary<string, string>();
        foreach (var pair in text.Split('&'))
        {
            var cut = pair.IndexOf('=');
            if (cut is < 1 or > LongestKey || !pairs.TryAdd(Decode(pair[..cut]), Decode(pair[(cut + 1)..])))
                return null;
        }

        return JsonSerializer.SerializeToElement(pairs);
    }

    private static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
