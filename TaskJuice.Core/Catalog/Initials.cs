using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

/// <summary>Gives every app of a catalog two letters of its name that no other one has, so that apps can be told apart without their trademarks.</summary>
internal static partial class Initials
{
    /// <summary>Letters by slug. What exists in development only chooses last: the others look the same everywhere.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<App> apps)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return apps.OrderBy(app => app.DevelopmentOnly).ThenBy(app => app.Slug, StringComparer.Ordinal)
            .ToDictionary(app => app.Slug, app => Candidates(app.Name).First(taken.Add));
    }

    // The beginnings of two words, then the first letter with each later one, then with a number.
    private static IEnumerable<string> Candidates(string name)
    {
        var words = Word().Matches(name).Select(match => match.Value).ToList();
        var letters = string.Concat(words);
        var first = letters.Length == 0 ? "?" : letters[..1].ToUpperInvariant();
        return words.Skip(1).Select(word => $"{first}{char.ToUpperInvariant(word[0])}")
            .Concat(letters.Skip(1).Select(letter => $"{first}{char.ToLowerInvariant(letter)}"))
            .Concat(Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{first}{number}"));
    }

    // A capital inside a name begins a word too.
    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{Lo}\p{Nd}]+|\p{Lu}+")]
    private static partial Regex Word();
}
