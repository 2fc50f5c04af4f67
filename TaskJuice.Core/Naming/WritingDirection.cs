namespace TaskJuice.Core.Naming;

/// <summary>Keeps a name from turning the words around it, when it is written from right to left or holds marks that turn the writing.</summary>
public static class WritingDirection
{
    private const char FirstStrongIsolate = '\u2068', PopIsolate = '\u2069';

    /// <summary>
    /// The text as it may stand in a sentence: without marks that turn the writing, and, where some of it runs from right to left, as an
    /// island (Unicode Standard Annex 9, FSI and PDI). Other text stays as it is, so that what people copy holds no marks.
    /// </summary>
    public static string Isolated(string text)
    {
        var harmless = Harmless(text);
        return RunsLeft(harmless) ? $"{FirstStrongIsolate}{harmless}{PopIsolate}" : harmless;
    }

    /// <summary>True when some of the text runs from right to left.</summary>
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
    /// The text without marks that turn the writing behind it. A sentence in a sentence keeps its islands; one without an end would take in
    /// what follows.
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

    // Embeddings, overrides and isolates with a direction turn all the writing behind them.
    private static bool Turns(int character) => character is (>= 0x202A and <= 0x202E) or 0x2066 or 0x2067;
}
