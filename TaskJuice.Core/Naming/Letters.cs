using System.Globalization;
using System.Text;

namespace TaskJuice.Core.Naming;

/// <summary>Which characters of a name are visible, by Unicode category and context.</summary>
internal static class Letters
{
    private const int NonJoiner = 0x200C, Joiner = 0x200D, BlackFlag = 0x1F3F4, EndOfTag = 0xE007F, Keycap = 0x20E3,
        FirstIdeograph = 0x3400;

    // More than any script needs on one letter; higher stacks overlap the lines above.
    private const int MostMarks = 5;

    // The blank Braille pattern acts as a space.
    public static bool IsSpace(Rune rune) => rune.Value == 0x2800 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    public static bool IsBreak(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    public static bool IsSeen(IReadOnlyList<Rune> text, int at) => text[at].Value switch
    {
        NonJoiner => IsJoined(text, at - 1) && IsJoined(text, at + 1),
        Joiner => IsJoined(text, at - 1) || (IsPicture(text, Before(text, at)) && IsPicture(text, at + 1)),
        (>= 0xFE00 and <= 0xFE0F) or (>= 0x180B and <= 0x180D) or 0x180F => IsBase(text, at - 1),
        >= 0xE0100 and <= 0xE01EF => IsBase(text, at - 1) && text[at - 1].Value >= FirstIdeograph,
        >= 0xE0020 and <= EndOfTag => IsInFlag(text, at),

        // Letters and marks that Unicode declares invisible (Default_Ignorable_Code_Point), and object replacements.
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 or 0xFFFC or 0x1D159 or 0x2065
            or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF) => false,
        var value => HasShape(value, Rune.GetUnicodeCategory(text[at])) && !(IsLoose(text[at]) && StandsAlone(text, at)),
    };

    // Arabic, Syriac and Kaithi number signs belong to an invisible category (Cf), but are visible.
    private static bool HasShape(int value, UnicodeCategory category) => category switch
    {
        UnicodeCategory.Format =>
            value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD,
        UnicodeCategory.PrivateUse => false,
        _ => (value & 0xFFFE) != 0xFFFE && value is not (>= 0xFDD0 and <= 0xFDEF),
    };

    // Arabic, Indic and other scripts in which a joiner selects the shape of the letters beside it.
    private static bool IsJoined(IReadOnlyList<Rune> text, int at) =>
        at >= 0 && at < text.Count && text[at].Value is >= 0x0600 and <= 0x1CFF && (Rune.IsLetter(text[at]) || IsMark(text[at]));

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsPicture(IReadOnlyList<Rune> text, int at) =>
        at >= 0 && at < text.Count && text[at].Value >= 0x2190
            && Rune.GetUnicodeCategory(text[at]) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol;

    // The emoji before a joiner may be followed by a variation selector or a skin tone modifier.
    private static int Before(IReadOnlyList<Rune> text, int at)
    {
        var before = at - 1;
        while (before > 0 && text[before].Value is 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF))
            before--;
        return before;
    }

    // A variation selector modifies the character before it: an emoji, a symbol, a caseless letter, or a keycap digit.
    private static bool IsBase(IReadOnlyList<Rune> text, int at) =>
        at >= 0 && !IsSpace(text[at]) && Rune.GetUnicodeCategory(text[at]) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark => false,
            UnicodeCategory.OtherLetter => text[at].Value >= 0x1000,
            UnicodeCategory.DecimalDigitNumber => at + 2 < text.Count && text[at + 2].Value == Keycap,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter => text[at].Value is 0x2139 or 0x24C2,
            _ => true,
        };

    private static bool IsLoose(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // A mark without a base character, or after too many other marks.
    private static bool StandsAlone(IReadOnlyList<Rune> text, int at)
    {
        var first = at;
        while (first > 0 && IsLoose(text[first - 1]))
            first--;
        return first == 0 || IsSpace(text[first - 1]) || at - first >= MostMarks;
    }

    // The flags of England, Scotland and Wales are a black flag followed by invisible tag characters.
    private static bool IsInFlag(IReadOnlyList<Rune> text, int at)
    {
        var (first, last) = (at, at);
        while (first > 0 && text[first].Value is >= 0xE0020 and <= EndOfTag)
            first--;
        while (last + 1 < text.Count && text[last].Value != EndOfTag && text[last + 1].Value is >= 0xE0020 and <= EndOfTag)
            last++;
        return text[first].Value == BlackFlag && text[last].Value == EndOfTag && last - first <= 8;
    }
}
