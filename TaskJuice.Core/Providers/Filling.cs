using System.Text.Json;
using System.Text.RegularExpressions;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Fills <c>{key}</c> placeholders, escaped for the place they stand in.</summary>
internal static partial class Filling
{
    public static Uri Url(string template, IReadOnlyDictionary<string, string> values)
    {
        // A value at the very start is a whole base address that the provider named, such as {instance_url}.
        var hostEnd = template.StartsWith('{') ? template.IndexOf('}') + 1 : HostEnd(template);
        var filled = Placeholder().Replace(template, match =>
        {
            var value = Value(match, values);
            if (match.Index >= hostEnd)
                return Uri.EscapeDataString(value);

            return match.Index == 0 || HostPart().IsMatch(value) ? value : throw NotAnAddress();
        });
        return Uri.TryCreate(filled, UriKind.Absolute, out var url) && url.UserInfo == "" ? url : throw NotAnAddress();
    }

    public static string Header(string template, IReadOnlyDictionary<string, string> values)
    {
        var filled = Placeholder().Replace(template, match => Value(match, values));
        return filled.All(character => character is >= ' ' and <= '~')
            ? filled
            : throw new EgressRefusedException("The value holds characters that no header can carry.");
    }

    public static string Json(string template, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(template, match => JsonEncodedText.Encode(Value(match, values)).ToString());

    public static bool Allows(App app, Uri url, IReadOnlyDictionary<string, string> values) =>
        app.Hosts.Any(pattern => Matches(Placeholder().Replace(pattern, match => values.GetValueOrDefault(match.Groups[1].Value, "")), url));

    private static bool Matches(string pattern, Uri url) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? url.IdnHost.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
            : pattern.Equals(url.IdnHost, StringComparison.OrdinalIgnoreCase)
                || pattern.Equals(url.IdnHost + ":" + url.Port, StringComparison.OrdinalIgnoreCase);

    private static string Value(Match match, IReadOnlyDictionary<string, string> values) =>
        values.TryGetValue(match.Groups[1].Value, out var value)
            ? value
            : throw new EgressRefusedException($"Nothing is known for {match.Value}.");

    private static int HostEnd(string template)
    {
        var start = template.IndexOf("://", StringComparison.Ordinal);
        var end = start < 0 ? -1 : template.IndexOfAny(['/', '?', '#'], start + 3);
        return end < 0 ? template.Length : end;
    }

    private static EgressRefusedException NotAnAddress() => new("The address is not a valid one.");

    [GeneratedRegex(@"\{([a-zA-Z0-9_-]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$", RegexOptions.IgnoreCase)]
    private static partial Regex HostPart();
}
