namespace TaskJuice.Core.Catalog;

/// <summary>A trigger or action found by a search.</summary>
/// <param name="App">The app it belongs to.</param>
/// <param name="Operation">The trigger or action.</param>
public sealed record OperationHit(App App, Operation Operation);

/// <summary>
/// Finds apps and operations by search terms. Every term must match. A match in a name ranks above a match in a description, and that ranks
/// above a match of a synonym.
/// </summary>
/// <param name="apps">The apps to search, in the order that breaks ties.</param>
/// <param name="kind">Whether to search triggers or actions.</param>
/// <param name="query">The text typed.</param>
/// <param name="thesaurus">Synonyms.</param>
public sealed class AppSearch(IReadOnlyList<App> apps, OperationKind kind, string query, Thesaurus thesaurus)
{
    // Shorter terms match inside too many words, such as "ai" in "email".
    private const int EnoughInside = 3;

    private readonly string[] _terms = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Apps that match every term.</summary>
    public IReadOnlyList<App> Apps =>
    [
        .. from app in apps
           where app.Operations.Any(operation => operation.Kind == kind)
           let distance = Distance(Of(app))
           where distance is not null
           orderby distance
           select app,
    ];

    /// <summary>Triggers or actions that match at least one term, where the remaining terms may match their app.</summary>
    public IReadOnlyList<OperationHit> Operations =>
    [
        .. from app in apps
           from operation in app.Operations
           where operation.Kind == kind && _terms.Any(term => Distance(term, [operation.Name, Joined(operation.Words)]) is not null)
           let distance = Distance([operation.Name, Joined(operation.Words), app.Name, $"{Joined(app.Words)} {app.Category}"])
           where distance is not null
           orderby distance, Distance(Of(app)) ?? int.MaxValue
           select new OperationHit(app, operation),
    ];

    private static string[] Of(App app) => [app.Name, Joined(app.Words), $"{app.Category} {app.Summary}"];

    private static string Joined(IEnumerable<string> words) => string.Join(' ', words);

    private int? Distance(string[] texts)
    {
        var distances = _terms.Select(term => Distance(term, texts)).ToList();
        return distances.Contains(null) ? null : distances.Sum();
    }

    // The rank of the first of these texts that matches the term, most significant first; null when none does.
    private int? Distance(string term, string[] texts)
    {
        if (Array.FindIndex(texts, text => Begins(text, term)) is >= 0 and var begun)
            return begun;
        if (term.Length >= EnoughInside
            && Array.FindIndex(texts, text => text.Contains(term, StringComparison.CurrentCultureIgnoreCase)) is >= 0 and var inside)
            return texts.Length + inside;
        return thesaurus.Others(term).Any(other => texts.Any(text => Has(text, other))) ? 2 * texts.Length : null;
    }

    private static bool Begins(string text, string term) =>
        WordsOf(text).Any(word => word.StartsWith(term, StringComparison.CurrentCultureIgnoreCase));

    // A synonym must match as a whole word, in the singular or plural.
    private static bool Has(string text, string other) =>
        WordsOf(text).Any(word => word.Equals(other, StringComparison.CurrentCultureIgnoreCase)
            || word.Equals($"{other}s", StringComparison.CurrentCultureIgnoreCase));

    private static string[] WordsOf(string text) => text.Split([' ', '-', '/', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
}
