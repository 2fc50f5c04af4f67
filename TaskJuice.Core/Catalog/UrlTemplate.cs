using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

/// <summary>
/// An address template, split into parts by what values each may contain. <c>{instance_url}/rest</c> begins with an origin taken from a
/// token reply; every other template begins with a scheme and a host.
/// </summary>
internal sealed partial record UrlTemplate(string? Origin, string Scheme, string Host, string Rest)
{
    /// <summary>Parses a template, or returns null when it is not an address.</summary>
    public static UrlTemplate? Of(string template)
    {
        if (WithOrigin().Match(template) is { Success: true } origin)
            return new UrlTemplate(origin.Groups[1].Value, "", "", origin.Groups[2].Value);

        return WithHost().Match(template) is { Success: true } parts
            ? new UrlTemplate(null, parts.Groups[1].Value, parts.Groups[2].Value, parts.Groups[3].Value)
            : null;
    }

    [GeneratedRegex(@"\A\{([A-Za-z][A-Za-z0-9_-]*)\}((?:[/?].*)?)\z")]
    private static partial Regex WithOrigin();

    [GeneratedRegex(@"\A(https?)://([^/?#\\@\s]+)((?:[/?#].*)?)\z")]
    private static partial Regex WithHost();
}
