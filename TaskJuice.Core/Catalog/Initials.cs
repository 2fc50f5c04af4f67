using System.Text.RegularExpressions;

namespace TaskJuice.Core.Catalog;

/// <summary>Assigns every app of a catalog two characters of its name, unique within the catalog, in place of a trademarked logo.</summary>
internal static partial class Initials
{
    /// <summary>Initials by slug. Development apps are assigned last, so that the others are the same in every environment.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<App> apps)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return apps.OrderBy(app => app.DevelopmentOnly).ThenBy(app => app.Slug, StringComparer.Ordinal)
            .ToDictionary(app => app.Slug, app => Candidates(app.Name).First(taken.Add));
    }

    // The initials of two words, then the first letter with each later one, then the first letter with a digit.
    private static IEnumerable<string> Candidates(string name)
    {
        var words = Word().Matches(name).Select(match => match.Value).ToList();
        var letters = string.Concat(words);
        var first = letters.Length == 0 ? "?" : letters[..1].ToUpperInvariant();
        return words.Skip(1).Select(word => $"{first}{char.ToUpperInvariant(word[0])}")
            .Concat(letters.Skip(1).Select(letter => $"{first}{char.ToLowerInvariant(letter)}"))
            .Concat(Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{first}{number}"));
    }

    // A capital letter inside a name also begins a word.
    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{Lo}\p{Nd}]+|\p{Lu}+")]
    private static partial Regex Word();
}
