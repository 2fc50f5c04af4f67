using System.Text;

namespace TaskJuice.Core.Naming;

/// <summary>
/// The characters of a name: visible ones and single spaces. A typed name with any other character is rejected; a name from elsewhere is
/// cleaned. The rules follow RFC 8266 (nicknames), and allow the joiners that scripts and emoji need.
/// </summary>
public static class PlainName
{
    private static readonly Rune Space = new(' ');

    /// <summary>The name without invisible characters; every kind of white space and line break becomes a space.</summary>
    public static string Of(string said) => Read(said).Name;

    /// <summary>
    /// True when every character is visible as it is, so that two such texts that differ also look different: only plain spaces, nothing
    /// hidden.
    /// </summary>
    internal static bool IsPlain(string text) =>
        Read(text).Hidden is null && !text.EnumerateRunes().Any(rune => rune != Space && Letters.IsSpace(rune));

    /// <summary>Validates a typed name.</summary>
    /// <param name="typed">The text; surrounding white space is ignored.</param>
    /// <param name="longest">The maximum length, as counted by <see cref="ShortText.Length"/>.</param>
    public static TypedName Check(string? typed, int longest)
    {
        var (name, hidden) = Read((typed ?? "").Trim());
        var problem = name.Length == 0 || ShortText.Length(name) > longest ? NameProblem.Length : hidden is not null
            ? NameProblem.Hidden : NameProblem.None;
        return new(name, problem, hidden is { } character ? $"U+{character.Value:X4}" : null);
    }

    private static (string Name, Rune? Hidden) Read(string text)
    {
        List<Rune> runes = [.. text.EnumerateRunes()];
        var name = new StringBuilder(text.Length);
        Rune? hidden = null;
        for (var index = 0; index < runes.Count; index++)
        {
            var rune = runes[index];
            if (Letters.IsSpace(rune) || Letters.IsBreak(rune))
                rune = Space;
            else if (!Letters.IsSeen(runes, index))
            {
                hidden ??= rune;
                continue;
            }

            hidden ??= Letters.IsBreak(runes[index]) ? runes[index] : null;
            if (rune != Space || (name.Length > 0 && name[^1] != ' '))
                name.Append(rune);
        }

        return (name.ToString().TrimEnd(' '), hidden);
    }
}

/// <summary>The result of validating a typed name.</summary>
/// <param name="Text">The name as stored; if it contained hidden characters, the name without them, to be reviewed and submitted
/// again.</param>
/// <param name="Problem">Why it is invalid.</param>
/// <param name="Hidden">The first hidden character, such as <c>U+202E</c>, or null.</param>
public readonly record struct TypedName(string Text, NameProblem Problem, string? Hidden);

/// <summary>Why a text is not a valid name.</summary>
public enum NameProblem
{
    /// <summary>The name is valid.</summary>
    None,

    /// <summary>It has no visible characters, or is too long.</summary>
    Length,

    /// <summary>It contains invisible characters or bidirectional controls.</summary>
    Hidden,
}
