using System.Globalization;
using System.Text;

namespace TaskJuice.Core;

/// <summary>Cuts text without cutting a letter in half: half of an emoji is no text any more, and PostgreSQL refuses it.</summary>
public static class ShortText
{
    /// <summary>The beginning of a text: as many whole letters as people see them as fit into a number of UTF-16 units.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many UTF-16 units there may be.</param>
    public static string Of(string text, int longest) => text.Length <= longest ? text : text[..End(text, longest)];

    // One letter may be made of any number of marks; one that alone is too long is cut between two of them.
    private static int End(string text, int longest)
    {
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var letter && end + letter <= longest)
            end += letter;
        return end > 0 || longest == 0 ? end : Rune.TryGetRuneAt(text, longest - 1, out var last) && last.Utf16SequenceLength > 1 ? longest - 1 : longest;
    }
}
