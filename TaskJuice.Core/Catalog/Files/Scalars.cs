using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads single values and lists of them, and reports what was expected in place of anything else.</summary>
internal static partial class Scalars
{
    public static string Text(this MapReader map, string key)
    {
        if (map.Value(key) is { } value)
            return AsText(map, value, key) ?? "";

        map.Missing(key);
        return "";
    }

    public static string? MaybeText(this MapReader map, string key) => map.Value(key) is { } value ? AsText(map, value, key) : null;

    /// <summary>The text of any scalar, quoted or not, for values that are compared with a provider's reply.</summary>
    public static string? Literal(this MapReader map, string key)
    {
        switch (map.Value(key))
        {
            case null: return null;
            case YamlScalarNode scalar: return scalar.Value;
        }

        map.Wrong(key, "must be a single value.");
        return null;
    }

    /// <summary>A list of texts; a single text is accepted in place of a list.</summary>
    public static IReadOnlyList<string> Texts(this MapReader map, string key) => map.Value(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(entry => AsText(map, entry, key)).OfType<string>()],
        var single => AsText(map, single, key) is { } text ? [text] : [],
    };

    /// <summary>A mapping of names to texts.</summary>
    public static IReadOnlyDictionary<string, string> Pairs(this MapReader map, string key)
    {
        var pairs = new Dictionary<string, string>();
        if (map.Value(key) is not { } value)
            return pairs;

        if (value is not YamlMappingNode entries)
        {
            map.Wrong(key, "must be a map of names to strings.");
            return pairs;
        }

        foreach (var (name, text) in entries.Children)
        {
            if (name is YamlScalarNode { Value: { Length: > 0 } plain } && AsText(map, text, $"{key}.{plain}") is { } clean)
                pairs[plain] = clean;
        }

        return pairs;
    }

    public static bool Flag(this MapReader map, string key, bool otherwise)
    {
        switch (map.Value(key))
        {
            case null: return otherwise;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" }: return true;
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" }: return false;
        }

        map.Wrong(key, "must be true or false.");
        return otherwise;
    }

    public static int? Number(this MapReader map, string key, int least, int most)
    {
        if (map.Literal(key) is not { } text)
            return null;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;

        map.Wrong(key, $"must be a number from {least} to {most}.");
        return null;
    }

    /// <summary>A link to a web page; https only.</summary>
    public static Uri? Link(this MapReader map, string key)
    {
        if (map.MaybeText(key) is not { } text)
            return null;

        if (Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps && link.UserInfo.Length == 0)
            return link;

        map.Wrong(key, "must be an address that begins with https://.");
        return null;
    }

    public static DateOnly Date(this MapReader map, string key)
    {
        var text = map.Text(key);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || text.Length == 0)
            return date;

        map.Wrong(key, "must be a date such as 2026-11-24.");
        return default;
    }

    /// <summary>A whole number of seconds, minutes, hours or days, such as <c>30m</c>.</summary>
    public static TimeSpan? Duration(this MapReader map, string key)
    {
        if (map.MaybeText(key) is not { } text)
            return null;

        var match = DurationForm().Match(text);
        if (!match.Success)
        {
            map.Wrong(key, "must be a duration such as 45s, 30m, 12h or 60d.");
            return null;
        }

        var amount = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "s" => TimeSpan.FromSeconds(amount),
            "m" => TimeSpan.FromMinutes(amount),
            "h" => TimeSpan.FromHours(amount),
            _ => TimeSpan.FromDays(amount),
        };
    }

    /// <summary>One of the values of an enum, spelled in lower case with hyphens.</summary>
    public static T Choice<T>(this MapReader map, string key, T otherwise)
        where T : struct, Enum
    {
        if (map.MaybeText(key) is not { } text)
            return otherwise;

        var known = Enum.GetValues<T>().ToDictionary(value => Hyphenated(value.ToString()));
        if (known.TryGetValue(text, out var choice))
            return choice;

        map.Wrong(key, $"must be one of {string.Join(", ", known.Keys)}.");
        return otherwise;
    }

    private static string? AsText(MapReader map, YamlNode value, string key)
    {
        var problem = value is not YamlScalarNode scalar ? "must be a string."
            : string.IsNullOrEmpty(scalar.Value) ? "must not be empty."
            : scalar.Style == ScalarStyle.Plain && NotText().IsMatch(scalar.Value) ? "must be a string; put it in quotes."
            : null;
        if (problem is null)
            return ((YamlScalarNode)value).Value;

        map.Wrong(value, key, problem);
        return null;
    }

    private static string Hyphenated(string name) => Hump().Replace(name, "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Hump();

    [GeneratedRegex(@"\A([1-9][0-9]{0,5})([smhd])\z")]
    private static partial Regex DurationForm();

    // Plain scalars that YAML's core schema resolves to null, a boolean or a number.
    [GeneratedRegex(
        @"\A(~|null|true|false|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0x[0-9a-fA-F]+|0o[0-7]+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex NotText();
}
