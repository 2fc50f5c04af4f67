using System.Globalization;

namespace TaskJuice.Core;

/// <summary>Cuts text without cutting a letter in half: half of an emoji is no text any more, and PostgreSQL refuses it.</summary>
public static class ShortText
{
    /// <summary>How many characters a text has, as PostgreSQL counts them: an emoji is one, whatever its length in UTF-16.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
            length++;
        return length;
    }

    /// <summary>The beginning of a text: as many whole letters as people see them as fit into a number of characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters there may be, as <see cref="Length"/> counts them.</param>
    public static string Of(string text, int longest) => text.Length <= longest || Length(text) <= longest ? text : text[..End(text, longest)];

    // One letter may be made of any number of marks; one that alone is too long is cut between two of them.
    private static int End(string text, int longest)
    {
        var (end, left) = (0, longest);
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var letter && Length(text.AsSpan(end, letter)) is var length && length <= left)
        {
            end += letter;
            left -= length;
        }

        return end > 0 ? end : text.EnumerateRunes().Take(longest).Sum(rune => rune.Utf16SequenceLength);
    }
}
