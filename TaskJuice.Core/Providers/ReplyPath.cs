using System.Globalization;
using System.Text.Json;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Follows the dotted paths of an app's file, such as <c>authed_user.access_token</c> or <c>data.0.id</c>.</summary>
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

    /// <summary>The text form of a scalar: strings as they are, everything else in JSON spelling. Null for objects and arrays.</summary>
    public static string? Text(JsonElement reply, string path) => At(reply, path) is { } value ? Text(value) : null;

    /// <inheritdoc cref="Text(JsonElement, string)"/>
    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>The text forms of all scalars in a reply, to the depth of six.</summary>
    public static IEnumerable<string> Leaves(JsonElement value, int depth = 6) => value.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => value.EnumerateObject().SelectMany(property => Leaves(property.Value, depth - 1)),
        JsonValueKind.Array when depth > 0 => value.EnumerateArray().SelectMany(item => Leaves(item, depth - 1)),
        _ => Text(value) is { } text ? [text] : [],
    };

    // What is told there is not about this answer.
    private static readonly HashSet<string> Elsewhere = ["example", "examples", "sample", "samples", "previous", "request", "docs", "documentation", "help"];

    /// <summary>
    /// The names and the text forms of all scalars that have a name, their own or that of the list they are in, to the depth of six. What is
    /// told of another answer, such as an example, is left out.
    /// </summary>
    public static IEnumerable<(string Name, string Text)> Explained(JsonElement value, string name = "", int depth = 6) => value.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => value.EnumerateObject().Where(property => !Elsewhere.Contains(property.Name.ToLowerInvariant()))
            .SelectMany(property => Explained(property.Value, property.Name, depth - 1)),
        JsonValueKind.Array when depth > 0 => value.EnumerateArray().SelectMany(item => Explained(item, name, depth - 1)),
        JsonValueKind.String when name.Length > 0 => [(name, value.GetString()!)],
        _ => [],
    };

    /// <summary>
    /// The text forms of what such properties hold, wherever they stand to the depth of six: a scalar, or the scalars of a list.
    /// </summary>
    public static IEnumerable<string> Lists(JsonElement value, Func<JsonProperty, bool> isNamed, int depth = 6) => value.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => value.EnumerateObject().SelectMany(property =>
            isNamed(property) && property.Value.ValueKind != JsonValueKind.Object ? Leaves(property.Value, 1) : Lists(property.Value, isNamed, depth - 1)),
        JsonValueKind.Array when depth > 0 => value.EnumerateArray().SelectMany(item => Lists(item, isNamed, depth - 1)),
        _ => [],
    };

    /// <summary>True when every stated part of the rule holds.</summary>
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
        JsonValueKind.Array => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < current.GetArrayLength()
            ? current[index]
            : null,
        _ => null,
    };
}
