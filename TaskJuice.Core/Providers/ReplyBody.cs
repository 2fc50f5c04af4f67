using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Parses a reply as JSON or, for token endpoints, as a form. Content types are ignored: several providers send the wrong one.
/// </summary>
internal static partial class ReplyBody
{
    private const int LongestKey = 64;
    private static readonly SearchValues<char> NeverInForm = SearchValues.Create(" \t\r\n<>\"");

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = 16,
        // Two parsers can disagree on which of two duplicate keys counts.
        AllowDuplicateProperties = false,
    };

    /// <summary>The JSON object or array, or null when the text is something else.</summary>
    public static JsonElement? Json(string text) => Parse(Unguarded(text), Options)
        ?? (Parse(Unguarded(text), Options with { AllowDuplicateProperties = true }) is { } doubled
            && AgreesWithItself(doubled) ? doubled : null);

    /// <summary>As <see cref="Json"/>, or the pairs of an <c>application/x-www-form-urlencoded</c> text as an object of strings.</summary>
    public static JsonElement? JsonOrForm(string text) => Json(text) ?? Form(text);

    /// <summary>The JSON object or array inside a JSON string, or null when the text is something else.</summary>
    public static JsonElement? Quoted(string text) => Parse($"[{Unguarded(text)}]", Options) is { } list && list.GetArrayLength() == 1
        && list[0] is { ValueKind: JsonValueKind.String } only ? Json(only.GetString()!) : null;

    /// <summary>
    /// The single JSON object in a text that wraps it in a server warning, a comment, a JSONP call or the field name of an event stream.
    /// Null for anything else: an example within prose is not a reply.
    /// </summary>
    public static JsonElement? Surrounded(string text)
    {
        var bare = text.Replace("\0", "", StringComparison.Ordinal);
        return Noise().Match(bare) is { Success: true } noise
            && bare.LastIndexOf('}') is var end && end >= noise.Length && After().IsMatch(bare[(end + 1)..])
            ? Parse(bare[noise.Length..(end + 1)], Options) : null;
    }

    /// <summary>The valid beginning of a malformed text; good enough for an error, but not for tokens.</summary>
    public static JsonElement? BeforeDamage(string text) =>
        JsonHead.Of(Unguarded(text)) is { } head ? Parse(head, Options with { AllowDuplicateProperties = true }) : null;

    /// <summary>The text up to its last complete value, closed so that it parses; unchanged when it is valid or not JSON.</summary>
    public static string Mended(string text) => Json(text) is null && JsonHead.Of(Unguarded(text)) is { } head ? head : text;

    private static bool AgreesWithItself(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().GroupBy(property => property.Name)
                .All(same => same.DistinctBy(property => property.Value.GetRawText()).Count() == 1)
            && value.EnumerateObject().All(property => AgreesWithItself(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(AgreesWithItself),
        _ => true,
    };

    private static JsonElement? Parse(string text, JsonDocumentOptions options)
    {
        if (text is not ['{' or '[', ..])
            return null;

        try
        {
            using var document = JsonDocument.Parse(Whole(text), options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A lone surrogate, as left by truncation, passes the parser and throws when it is read.
    private static string Whole(string text) => Escape().Replace(text, escape => escape.Groups["half"].Success ? "\\ufffd" : escape.Value);

    // Some providers prepend characters so that the reply cannot be executed as a script.
    private static string Unguarded(string text) => Guard().Replace(text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n'), "", 1).Trim();

    private static JsonElement? Form(string body)
    {
        // White space and angle brackets are always encoded in a form, but occur in pages and sentences.
        var text = body.Trim();
        if (text.AsSpan().ContainsAny(NeverInForm))
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

    [GeneratedRegex(@"\A(?:\)\]\}'?,?|while\s*\(\s*1\s*\)\s*;|for\s*\(\s*;\s*;\s*\)\s*;|throw\s+1\s*;)\s*")]
    private static partial Regex Guard();

    // Matches every escape, so that the second of two backslashes does not start one.
    [GeneratedRegex(@"\\(?:u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}|(?<half>u[Dd][89A-Fa-f][0-9A-Fa-f]{2})|.)")]
    private static partial Regex Escape();

    [GeneratedRegex(
        @"\A\s*(?:(?:(?:PHP\s+)?(?:Deprecated|Warning|Notice|Strict Standards)\b[^\n{}]{0,400}\n\s*)+"
        + @"|/\*[^*]{0,200}\*/\s*|[A-Za-z_$][\w$.]{0,63}\(\s*|data:[ \t]*)?(?=\{)")]
    private static partial Regex Noise();

    [GeneratedRegex(@"\A\s*(?:\)\s*;?|<!--[^>]{0,200}-->|/\*[^*]{0,200}\*/)?\s*\z")]
    private static partial Regex After();

    private static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
