using System.Text.Encodings.Web;
using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Htmx;

/// <summary>
/// Encodes text for pages like the framework, but removes bidirectional controls that would reorder the text after them: a name stored
/// before such controls were rejected, or one from elsewhere, is displayed as it is and affects nothing else.
/// </summary>
public sealed class HarmlessHtmlEncoder : HtmlEncoder
{
    public override int MaxOutputCharactersPerInputCharacter => Default.MaxOutputCharactersPerInputCharacter;

    public override string Encode(string value) => Default.Encode(WritingDirection.Harmless(value));

    public override void Encode(TextWriter output, string value, int startIndex, int characterCount) =>
        output.Write(Encode(new string(value.AsSpan(startIndex, characterCount))));

    public override void Encode(TextWriter output, char[] value, int startIndex, int characterCount) =>
        output.Write(Encode(new string(value, startIndex, characterCount)));

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) =>
        Default.FindFirstCharacterToEncode(text, textLength);

    public override bool WillEncode(int unicodeScalar) => Default.WillEncode(unicodeScalar);

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        Default.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
}
