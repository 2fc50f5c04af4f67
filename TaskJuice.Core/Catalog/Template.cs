using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

/// <summary>
/// Fills <c>{name}</c> placeholders in the texts of an app file. Each method escapes or rejects values for one kind of position.
/// </summary>
public static partial class Template
{
    /// <summary>The distinct names that a template uses.</summary>
    public static IReadOnlyList<string> Names(string template) =>
        [.. Name().Matches(template).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>
    /// An address. Values in the host must be host names; values after it are percent-encoded (RFC 3986 section 2.1). Call <see
    /// cref="App.Allows"/> before sending anything to it.
    /// </summary>
    /// <exception cref="TemplateException">A name is unknown, or a value is not valid in its position.</exception>
    public static Uri Url(string template, IReadOnlyDictionary<string, string> values)
    {
        var parts = UrlTemplate.Of(template) ?? throw new TemplateException("The address template is not an address.");
        var origin = parts.Origin is { } name ? Origin(name, values) : $"{parts.Scheme}://{Host(parts.Host, values)}";
        var address = origin + Fill(parts.Rest, values, Escaped);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && HostName.Of(uri) is not null
            ? uri
            : throw new TemplateException("The filled template is not an address.", parts.Origin);
    }

    /// <summary>A header value, user name or password. Nothing is escaped; line breaks and other control characters are rejected.</summary>
    /// <exception cref="TemplateException">A name is unknown, or a value contains a control character.</exception>
    public static string Header(string template, IReadOnlyDictionary<string, string> values) =>
        Fill(template, values, (name, value) => value.Any(char.IsControl) ? throw InvalidName(name, "a header") : value);

    /// <summary>A JSON body; values are escaped for use inside the quotes that the template contains (RFC 8259 section 7).</summary>
    /// <exception cref="TemplateException">A name is unknown.</exception>
    public static string Json(string template, IReadOnlyDictionary<string, string> values) =>
        Fill(template, values, (_, value) => JsonEncodedText.Encode(value).ToString());

    /// <summary>The plain value, such as a query parameter or a form field that is encoded later.</summary>
    /// <exception cref="TemplateException">A name is unknown.</exception>
    public static string Plain(string template, IReadOnlyDictionary<string, string> values) => Fill(template, values, (_, value) => value);

    internal static string Host(string template, IReadOnlyDictionary<string, string> values)
    {
        var whole = Names(template) is [var only] && template == $"{{{only}}}";
        return Fill(template, values, (name, value) =>
            (whole ? HostName.IsFull(value) : HostName.IsLabel(value)) ? value : throw InvalidName(name, "a host name"));
    }

    private static string Origin(string name, IReadOnlyDictionary<string, string> values)
    {
        var value = Fill($"{{{name}}}", values, (_, value) => value).TrimEnd('/');
        return UrlTemplate.Of(value) is { Rest: "", Host.Length: > 0 } parts && !value.Contains('{') && parts.Host.All(char.IsAscii)
            ? value
            : throw InvalidName(name, "the beginning of an address");
    }

    private static string Escaped(string name, string value) =>
        // A segment of only dots would navigate up the path, and percent-encoding does not prevent it.
        value.Length > 0 && value.All(character => character == '.') ? throw InvalidName(name, "a path") : Uri.EscapeDataString(value);

    private static string Fill(string template, IReadOnlyDictionary<string, string> values, Func<string, string, string> fit) =>
        Name().Replace(template, match => values.TryGetValue(match.Groups[1].Value, out var value)
            ? fit(match.Groups[1].Value, value)
            : throw new TemplateException($"There is no value for {{{match.Groups[1].Value}}}.", match.Groups[1].Value));

    private static TemplateException InvalidName(string name, string place) =>
        new($"The value of {{{name}}} is not allowed in {place}.", name);

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9_-]*)\}")]
    private static partial Regex Name();
}

/// <summary>A template cannot be filled. The message contains the placeholder's name, never a value.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="name">The placeholder; null when the error is not about a single one.</param>
public sealed class TemplateException(string message, string? name = null) : Exception(message)
{
    /// <summary>The placeholder's name.</summary>
    public string? Name { get; } = name;
}
