using System.Globalization;

namespace TaskJuice.Core;

/// <summary>Truncates text without splitting a surrogate pair, which PostgreSQL would reject.</summary>
public static class ShortText
{
    /// <summary>The length of a text in code points, as PostgreSQL counts it.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }

    /// <summary>The beginning of a text: as many whole grapheme clusters as fit into a number of code points.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The maximum length, as counted by <see cref="Length"/>.</param>
    public static string Of(string text, int longest) =>
        text.Length <= longest || Length(text) <= longest ? text : text[..End(text, longest)];

    // A grapheme cluster can have any number of combining marks; one that is too long by itself is cut between two of them.
    private static int End(string text, int longest)
    {
        var (end, left) = (0, longest);
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var letter
            && Length(text.AsSpan(end, letter)) is var length && length <= left)
        {
            end += letter;
            left -= length;
        }

        return end > 0 ? end : text.EnumerateRunes().Take(longest).Sum(rune => rune.Utf16SequenceLength);
    }
}
