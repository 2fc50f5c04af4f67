using System.Text;

namespace TaskJuice.Core.Providers;

/// <summary>Decodes the bytes of a reply. The declared charset is ignored; the bytes determine the encoding.</summary>
internal static class ReplyText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Longer byte order marks first: that of UTF-32 begins like that of UTF-16.
    private static readonly Encoding[] Marked = [Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode];

    public static string Of(ReadOnlySpan<byte> body)
    {
        foreach (var encoding in Marked)
        {
            if (body.StartsWith(encoding.Preamble))
                return encoding.GetString(body[encoding.Preamble.Length..]);
        }

        // Every valid reply begins with an ASCII character, so the zero bytes reveal the width (RFC 4627 section 3).
        return body switch
        {
            [not 0, 0, ..] => Encoding.Unicode.GetString(body),
            [0, not 0, ..] => Encoding.BigEndianUnicode.GetString(body),
            _ => Utf8OrLatin1(body),
        };
    }

    // The relevant parts of a reply are ASCII; a description in a legacy charset is no reason to reject it.
    private static string Utf8OrLatin1(ReadOnlySpan<byte> body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(body);
        }
    }
}
