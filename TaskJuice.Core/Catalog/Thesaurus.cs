namespace TaskJuice.Core.Catalog;

/// <summary>Synonyms, so that a search finds things that the catalog calls by another word.</summary>
public sealed class Thesaurus
{
    // Shorter prefixes are ambiguous.
    private const int Enough = 3;

    private readonly string[][] _groups;

    /// <summary>Parses groups of synonyms: words separated by spaces, groups separated by semicolons.</summary>
    public Thesaurus(string groups) => _groups =
    [
        .. groups.Split(';').Select(group => group.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];

    /// <summary>The synonyms of a word, or of the words that begin with it.</summary>
    public IEnumerable<string> Others(string word) => word.Length < Enough ? [] :
        _groups.Where(group => group.Any(known => known.StartsWith(word, StringComparison.CurrentCultureIgnoreCase)))
            .SelectMany(group => group).Distinct();
}
