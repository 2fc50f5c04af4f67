using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Finds the error code of a token endpoint's reply (RFC 6749 section 5.2) in any notation: another letter case, nested in lists and
/// objects, in truncated JSON, as a form, in XML, in a JSON string, or as plain text.
/// </summary>
internal static partial class TokenError
{
    // Names of properties that say what went wrong, not what could have.
    private static readonly HashSet<string> Telling =
    [
        "error", "errors", "err", "error_code", "errorcode", "error_type", "errortype", "error_name", "error_reason", "error_status",
        "error_message", "errormessage", "code", "codes", "sub_code", "subcode", "type", "kind", "reason", "cause", "status", "state",
        "name", "id", "title", "message", "msg", "detail", "details", "description", "error_description", "exception", "fault",
        "fault_code", "faultcode", "result", "response",
    ];

    /// <summary>Replaces a code that must not be repeated.</summary>
    public const string Unnamed = "unnamed_error";

    /// <summary>The error code of a reply, or null when it contains none.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="reply">The parsed reply; null when it is neither JSON nor a form.</param>
    /// <param name="path">The path to the code in the app's file.</param>
    /// <param name="refused">True when the status is an error, so that a code is expected.</param>
    public static string? In(string text, JsonElement? reply, string path, bool refused)
    {
        if ((reply ?? ReplyBody.BeforeDamage(text)) is { } said)
            return In(said, path, refused) ?? (reply is null && refused ? Spelled(text) : null);

        return Loose().Match(text) is { Success: true } match && (refused || TokenErrors.Known(match.Groups[1].Value) is not null)
            ? Fit(Uri.UnescapeDataString(match.Groups[1].Value)) : TokenErrors.Known(text.Trim().Trim('"')) ?? ErrorInXml.Of(text)
                ?? (refused ? Spelled(text) : null);
    }

    private static string? In(JsonElement reply, string path, bool refused)
    {
        var value = ReplyPath.At(reply, path);
        var there = value is { } found ? ReplyPath.Leaves(found).Where(IsSaid).ToList() : [];
        if (there.Count == 0 && !refused)
            return null;

        return there.Select(TokenErrors.Known).FirstOrDefault(code => code is not null)
            ?? Anywhere(reply)
            ?? (there.Count == 0 ? null : Fit(Named(value!.Value) ?? ""));
    }

    /// <summary>The first known code in a reply, up to a depth of six; or null.</summary>
    public static string? Anywhere(JsonElement reply) =>
        Said(reply).Select(pair => Telling.Contains(TokenErrors.Plain(pair.Name)) ? TokenErrors.Known(pair.Text) : null)
        .FirstOrDefault(code => code is not null)
        ?? ReplyPath.Explained(reply).Select(pair => TokenErrors.KnownOfGrants(pair.Name)).FirstOrDefault(code => code is not null);

    private static IEnumerable<(string Name, string Text)> Said(JsonElement reply) => ReplyPath.Explained(reply)
        .SelectMany(pair => ReplyBody.Json(pair.Text) is { } inner ? ReplyPath.Explained(inner) : [pair]);

    // Notations other than JSON, and malformed JSON. An HTML page may contain such words anywhere.
    private static string? Spelled(string text) => text.Contains('<') ? null
        : Pair().Matches(text).Select(match => TokenErrors.Known(match.Groups[1].Value)).FirstOrDefault(code => code is not null);

    // Some providers nest an object with a code where the RFC defines a string.
    private static string? Named(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ReplyPath.Text(value, "code") ?? ReplyPath.Text(value, "type") ?? ReplyPath.Text(value, "error"),
        JsonValueKind.Array => value.EnumerateArray().Select(Named).FirstOrDefault(name => name is not null),
        _ => ReplyPath.Text(value)?.Trim(),
    };

    private static bool IsSaid(string text) => text.Trim().ToLowerInvariant() is not ("" or "0" or "false" or "null" or "none");

    private static string Fit(string text) =>
        TokenErrors.Known(text) ?? (Code().IsMatch(text) && !Redaction.LooksSecret(text) ? text : Unnamed);

    // RFC 6749 section 5.2 allows more; actual codes do not need it, and a short plain word cannot hide much.
    [GeneratedRegex(@"^[A-Za-z0-9_.:-]{1,64}\z")]
    private static partial Regex Code();

    [GeneratedRegex("""\berror(?:_?code)?["']?\s{0,9}[:=]\s{0,9}["']?([A-Za-z][A-Za-z_-]{4,60})""", RegexOptions.IgnoreCase)]
    private static partial Regex Pair();

    // A form with an unencoded description. An HTML page may contain such words in a link.
    [GeneratedRegex(@"\A[^<>]*?(?<![^&?\s])error=([^&\s<>""]{1,100})[^<>]*\z")]
    private static partial Regex Loose();
}
