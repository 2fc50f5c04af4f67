namespace TaskJuice.Core.Naming;

/// <summary>Keeps a right-to-left name, or one with bidirectional controls, from reordering the text around it.</summary>
public static class WritingDirection
{
    private const char FirstStrongIsolate = '\u2068', PopIsolate = '\u2069';

    /// <summary>
    /// The text for use within a sentence: without unsafe bidirectional controls and, if part of it is right-to-left, isolated (Unicode
    /// Standard Annex 9, FSI and PDI). Other text is unchanged, so that copied text contains no controls.
    /// </summary>
    public static string Isolated(string text)
    {
        var harmless = Harmless(text);
        return RunsLeft(harmless) ? $"{FirstStrongIsolate}{harmless}{PopIsolate}" : harmless;
    }

    /// <summary>True when part of the text is right-to-left.</summary>
    public static bool RunsLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x0590 and <= 0x08FF) or 0x200F or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE)
                or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The text without controls that would affect the text after it. Balanced isolates are kept; an unclosed one would include what
    /// follows.
    /// </summary>
    public static string Harmless(string text)
    {
        var open = 0;
        var (isWhole, isPlain) = (true, true);
        foreach (var character in text)
        {
            isPlain &= !Turns(character);
            open += character switch { FirstStrongIsolate => 1, PopIsolate => -1, _ => 0 };
            isWhole &= open >= 0;
        }

        isWhole &= open == 0;
        return isPlain && isWhole ? text
            : string.Concat(text.Where(character => !Turns(character) && (isWhole || character is not (FirstStrongIsolate or PopIsolate))));
    }

    // Embeddings, overrides and directional isolates affect all the text after them.
    private static bool Turns(int character) => character is (>= 0x202A and <= 0x202E) or 0x2066 or 0x2067;
}
