using System.Text.Encodings.Web;
using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Htmx;

/// <summary>
/// Writes text into pages as the framework does, but leaves out the marks that would turn all the writing behind them: a name that was
/// stored before such marks were refused, or that comes from elsewhere, shows as it is and turns nothing.
/// </summary>
public sealed class HarmlessHtmlEncoder : HtmlEncoder
{
    public override int MaxOutputCharactersPerInputCharacter => Default.MaxOutputCharactersPerInputCharacter;

    // The usual encoder stops at every letter that is not English, so at these marks too.
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) => Default.FindFirstCharacterToEncode(text, textLength);

    public override bool WillEncode(int unicodeScalar) => Default.WillEncode(unicodeScalar);

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        numberOfCharactersWritten = 0;
        return WritingDirection.Turns(unicodeScalar) || Default.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
    }
}
