namespace TaskJuice.Core.Catalog;

/// <summary>Words that people use for the same thing, so that a search finds what its author called differently.</summary>
public sealed class Thesaurus
{
    // Shorter beginnings mean too much at once.
    private const int Enough = 3;

    private readonly string[][] _groups;

    /// <summary>Words that mean the same, separated by spaces; groups of them by semicolons.</summary>
    public Thesaurus(string groups) => _groups =
    [
        .. groups.Split(';').Select(group => group.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];

    /// <summary>The other words for a word, or for one that begins like this.</summary>
    public IEnumerable<string> Others(string word) => word.Length < Enough ? [] :
        _groups.Where(group => group.Any(known => known.StartsWith(word, StringComparison.CurrentCultureIgnoreCase)))
            .SelectMany(group => group).Distinct();
}
