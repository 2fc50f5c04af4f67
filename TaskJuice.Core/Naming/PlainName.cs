using System.Text;

namespace TaskJuice.Core.Naming;

/// <summary>
/// What a name is made of: what can be seen, and single spaces. A name that a person types is refused when it holds anything else; one that
/// comes from elsewhere is cleaned. The rules follow RFC 8266 (nicknames), and let the joiners through that scripts and emoji need.
/// </summary>
public static class PlainName
{
    private static readonly Rune Space = new(' ');

    /// <summary>The name without what cannot be seen: every kind of space and of line end is a space, and the rest goes.</summary>
    public static string Of(string said) => Read(said).Name;

    /// <summary>Checks what a person typed.</summary>
    /// <param name="typed">The text; spaces around it do not count.</param>
    /// <param name="longest">How many UTF-16 units there may be.</param>
    public static TypedName Check(string? typed, int longest)
    {
        var (name, hidden) = Read((typed ?? "").Trim());
        var problem = name.Length == 0 || name.Length > longest ? NameProblem.Length : hidden is not null ? NameProblem.Hidden : NameProblem.None;
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

/// <summary>What became of a name that was typed.</summary>
/// <param name="Text">The name as it is stored; when something hidden was in it, the name without that, to be looked at and sent again.</param>
/// <param name="Problem">Why it cannot be one.</param>
/// <param name="Hidden">The first character that cannot be seen, such as <c>U+202E</c>, or null.</param>
public readonly record struct TypedName(string Text, NameProblem Problem, string? Hidden);

/// <summary>Why a text is no name.</summary>
public enum NameProblem
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Nothing of it can be seen, or it is too long.</summary>
    Length,

    /// <summary>It holds what cannot be seen or what turns the writing around.</summary>
    Hidden,
}
