using System.Text;

namespace TaskJuice.Core.Providers;

/// <summary>Turns the bytes of a reply into text. What it says about its own charset is not believed; the bytes show it.</summary>
internal static class ReplyText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Longer marks first: the one of UTF-32 begins like the one of UTF-16.
    private static readonly Encoding[] Marked = [Encoding.UTF8, Encoding.UTF32, Encoding.Unicode, Encoding.BigEndianUnicode];

    public static string Of(ReadOnlySpan<byte> body)
    {
        foreach (var encoding in Marked)
        {
            if (body.StartsWith(encoding.Preamble))
                return encoding.GetString(body[encoding.Preamble.Length..]);
        }

        // Every reply that can be read begins with an ASCII character, so its zeros tell the width (RFC 4627 section 3).
        return body switch
        {
            [not 0, 0, ..] => Encoding.Unicode.GetString(body),
            [0, not 0, ..] => Encoding.BigEndianUnicode.GetString(body),
            _ => Utf8OrLatin1(body),
        };
    }

    // What counts in a reply is ASCII; a description in some older charset is no reason to lose it.
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
