using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

/// <summary>
/// Which texts may become a host name or a part of one. Stricter than DNS: whatever a URL parser could read as an address,
/// a port, another host or a look-alike is not a name here.
/// </summary>
internal static partial class HostName
{
    /// <summary>One label (RFC 1035 section 2.3.1, lower case), and no punycode, because it is never typed by hand.</summary>
    public static bool IsLabel(string text) => Label().IsMatch(text) && !text.StartsWith("xn--", StringComparison.Ordinal);

    /// <summary>
    /// A dotted name of at most 253 characters. The last label must begin with a letter and <c>localhost</c> is refused:
    /// URL parsers read <c>127.1</c>, <c>0x7f.1</c> and <c>2130706433</c> as addresses (WHATWG URL, "ends in a number").
    /// </summary>
    public static bool IsFull(string text) =>
        text.Length <= 253 && Full().IsMatch(text) && text != "localhost" && !text.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Scheme, path, query and fragment taken off an address that was pasted whole, in lower case.</summary>
    public static string FromPasted(string text)
    {
        var rest = Scheme().Replace(text.ToLowerInvariant(), "");
        var end = rest.IndexOfAny(['/', '?', '#']);
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>The host of an address as it is dialled; null when it has letters that no name has, which .NET finds out only when it is asked.</summary>
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
