namespace TaskJuice.Core.Catalog;

/// <summary>A trigger or action that was searched for.</summary>
/// <param name="App">Its app.</param>
/// <param name="Operation">The trigger or action.</param>
public sealed record OperationHit(App App, Operation Operation);

/// <summary>
/// Finds apps and what they can do by the words a person has for them. Every word that was typed has to mean something. What is called so
/// comes before what is described so, and that before what another word for the same thing leads to.
/// </summary>
/// <param name="apps">The apps to look through; of equals, the one that stands first here comes first.</param>
/// <param name="kind">Whether triggers or actions are wanted.</param>
/// <param name="query">What was typed.</param>
/// <param name="thesaurus">Other words for the same things.</param>
public sealed class AppSearch(IReadOnlyList<App> apps, OperationKind kind, string query, Thesaurus thesaurus)
{
    // Fewer letters stand inside too many words: "ai" in "email".
    private const int EnoughInside = 3;

    private readonly string[] _terms = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Apps that the words are about.</summary>
    public IReadOnlyList<App> Apps =>
    [
        .. from app in apps
           where app.Operations.Any(operation => operation.Kind == kind)
           let distance = Distance(Of(app))
           where distance is not null
           orderby distance
           select app,
    ];

    /// <summary>Triggers or actions that at least one of the words is about, while the others may be about their app.</summary>
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

    // How far the word is from these texts, of which the first says most; null when it means nothing there.
    private int? Distance(string term, string[] texts)
    {
        if (Array.FindIndex(texts, text => Begins(text, term)) is >= 0 and var begun)
            return begun;
        if (term.Length >= EnoughInside && Array.FindIndex(texts, text => text.Contains(term, StringComparison.CurrentCultureIgnoreCase)) is >= 0 and var inside)
            return texts.Length + inside;
        return thesaurus.Others(term).Any(other => texts.Any(text => Has(text, other))) ? 2 * texts.Length : null;
    }

    private static bool Begins(string text, string term) => WordsOf(text).Any(word => word.StartsWith(term, StringComparison.CurrentCultureIgnoreCase));

    // What was not typed has to be there as it is, or as more than one of it.
    private static bool Has(string text, string other) =>
        WordsOf(text).Any(word => word.Equals(other, StringComparison.CurrentCultureIgnoreCase) || word.Equals($"{other}s", StringComparison.CurrentCultureIgnoreCase));

    private static string[] WordsOf(string text) => text.Split([' ', '-', '/', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
}
