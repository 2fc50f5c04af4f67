using System.Globalization;
using System.Text.Json;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Resolves the dotted paths of an app's file, such as <c>authed_user.access_token</c> or <c>data.0.id</c>.</summary>
internal static class ReplyPath
{
    /// <summary>The value at the path, or null when it is absent or JSON null. An empty path is the reply itself.</summary>
    public static JsonElement? At(JsonElement reply, string path)
    {
        var current = reply;
        foreach (var step in path.Length == 0 ? [] : path.Split('.'))
        {
            if (Step(current, step) is not { } next)
                return null;

            current = next;
        }

        return current.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : current;
    }

    /// <summary>The text of a scalar: strings unchanged, anything else as JSON writes it. Null for objects and arrays.</summary>
    public static string? Text(JsonElement reply, string path) => At(reply, path) is { } value ? Text(value) : null;

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>The texts of all scalars in a reply, up to a depth of six.</summary>
    public static IEnumerable<string> Leaves(JsonElement value, int depth = 6) => value.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => value.EnumerateObject().SelectMany(property => Leaves(property.Value, depth - 1)),
        JsonValueKind.Array when depth > 0 => value.EnumerateArray().SelectMany(item => Leaves(item, depth - 1)),
        _ => Text(value) is { } text ? [text] : [],
    };

    // Properties whose content is not about this reply.
    private static readonly HashSet<string> Elsewhere =
        ["example", "examples", "sample", "samples", "previous", "request", "docs", "documentation", "help"];

    /// <summary>
    /// Name and text of all scalars that have a name, or whose list has one, up to a depth of six. Properties about something else than
    /// this reply, such as an example, are skipped.
    /// </summary>
    public static IEnumerable<(string Name, string Text)> Explained(JsonElement value, string name = "", int depth = 6) =>
        value.ValueKind switch
        {
            JsonValueKind.Object when depth > 0 => value.EnumerateObject()
                .Where(property => !Elsewhere.Contains(property.Name.ToLowerInvariant()))
                .SelectMany(property => Explained(property.Value, property.Name, depth - 1)),
            JsonValueKind.Array when depth > 0 => value.EnumerateArray().SelectMany(item => Explained(item, name, depth - 1)),
            JsonValueKind.String when name.Length > 0 => [(name, value.GetString()!)],
            _ => [],
        };

    /// <summary>The texts of the matching properties, up to a depth of six: a scalar, or the scalars of a list.</summary>
    public static IEnumerable<string> Lists(JsonElement value, Func<JsonProperty, bool> isNamed, int depth = 6) => value.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => value.EnumerateObject().SelectMany(property =>
            isNamed(property) && property.Value.ValueKind != JsonValueKind.Object
                ? Leaves(property.Value, 1)
                : Lists(property.Value, isNamed, depth - 1)),
        JsonValueKind.Array when depth > 0 => value.EnumerateArray().SelectMany(item => Lists(item, isNamed, depth - 1)),
        _ => [],
    };

    /// <summary>True when every part of the rule that is set matches.</summary>
    public static bool Holds(ReplyRule rule, int status, JsonElement? reply)
    {
        if (rule.Status is { } expected && expected != status)
            return false;

        if (rule.Path is null)
            return rule.Status is not null;

        return reply is { } body && At(body, rule.Path) is { } value && (rule.Value is null || Text(value) == rule.Value);
    }

    private static JsonElement? Step(JsonElement current, string step) => current.ValueKind switch
    {
        JsonValueKind.Object => current.TryGetProperty(step, out var value) ? value : null,
        JsonValueKind.Array => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < current.GetArrayLength()
            ? current[index]
            : null,
        _ => null,
    };
}
