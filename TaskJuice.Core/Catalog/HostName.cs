using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

/// <summary>
/// Which texts may become a host name or a part of one. Stricter than DNS: anything that a URL parser could interpret as an IP address, a
/// port, another host or a homograph is rejected.
/// </summary>
internal static partial class HostName
{
    /// <summary>One label (RFC 1035 section 2.3.1, lower case). Punycode is rejected, because people do not type it.</summary>
    public static bool IsLabel(string text) => Label().IsMatch(text) && !text.StartsWith("xn--", StringComparison.Ordinal);

    /// <summary>
    /// A dotted name of at most 253 characters. The last label must begin with a letter, and <c>localhost</c> is rejected: URL parsers read
    /// <c>127.1</c>, <c>0x7f.1</c> and <c>2130706433</c> as addresses (WHATWG URL, "ends in a number").
    /// </summary>
    public static bool IsFull(string text) =>
        text.Length <= 253 && Full().IsMatch(text) && text != "localhost" && !text.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>The host of a pasted address, in lower case, without scheme, path, query and fragment.</summary>
    public static string FromPasted(string text)
    {
        var rest = Scheme().Replace(text.ToLowerInvariant(), "");
        var end = rest.IndexOfAny(['/', '?', '#']);
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>
    /// The host that a connection to an address is made to; null when .NET cannot convert it to ASCII, which it reports only on access.
    /// </summary>
    public static string? Of(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])\z")]
    private static partial Regex Full();

    [GeneratedRegex(@"\Ahttps?://", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
