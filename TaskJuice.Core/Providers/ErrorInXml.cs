using System.Xml;

namespace TaskJuice.Core.Providers;

/// <summary>Finds the error code in an XML reply.</summary>
internal static class ErrorInXml
{
    private static readonly string[] Names = ["error", "code", "error_code", "errorcode", "reason", "type"];
    private static readonly XmlReaderSettings Settings =
        new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 64 * 1024 };

    /// <summary>
    /// The first known code that is the whole text of an element with a matching name; null for anything else, such as a page.
    /// </summary>
    public static string? Of(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("<"))
            return null;

        var name = "";
        using var reader = XmlReader.Create(new StringReader(text.TrimStart()), Settings);
        try
        {
            while (reader.Read() && !reader.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase))
            {
                if (reader.NodeType == XmlNodeType.Element)
                    name = TokenErrors.Plain(reader.LocalName);

                // Gateways that block a request use "access denied" in the same way.
                else if (reader.NodeType == XmlNodeType.Text && Names.Contains(name) && TokenErrors.Known(reader.Value) is { } code)
                    return code;
            }
        }
        catch (XmlException)
        {
            // Use what was read before the error.
        }

        return null;
    }
}
