namespace TaskJuice.Core.Catalog;

/// <summary>A trigger or action that was searched for.</summary>
/// <param name="App">Its app.</param>
/// <param name="Node">The trigger or action.</param>
public sealed record NodeHit(App App, AppNode Node);

/// <summary>Finds apps and what they can do by the words a person has for them. Every word that was typed has to mean something.</summary>
/// <param name="apps">The apps to look through; those that come first are preferred.</param>
/// <param name="kind">Whether triggers or actions are wanted.</param>
/// <param name="query">What was typed.</param>
/// <param name="thesaurus">Other words for the same things.</param>
public sealed class AppSearch(IReadOnlyList<App> apps, NodeKind kind, string query, Thesaurus thesaurus)
{
    private readonly string[] _terms = query.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Apps whose name, category or summary has the words; one that is called so comes first.</summary>
    public IReadOnlyList<App> Apps =>
    [
        .. apps.Where(app => app.Nodes.Any(node => node.Kind == kind) && _terms.All(term => Means(Text(app), term)))
            .OrderBy(app => _terms.All(term => Says(app.Name, term)) ? 0 : 1),
    ];

    /// <summary>Triggers or actions that the words are about; one that is called so comes first.</summary>
    public IReadOnlyList<NodeHit> Nodes =>
    [
        .. from app in apps
           from node in app.Nodes
           where node.Kind == kind && _terms.Any(term => Means(node.Name, term)) && _terms.All(term => Means($"{node.Name} {app.Name} {app.Category}", term))
           orderby _terms.Count(term => !Says($"{node.Name} {app.Name}", term))
           select new NodeHit(app, node),
    ];

    private static string Text(App app) => $"{app.Name} {app.Category} {app.Summary}";

    private static bool Says(string text, string term) => text.Contains(term, StringComparison.CurrentCultureIgnoreCase);

    private bool Means(string text, string term) =>
        Says(text, term) || thesaurus.Others(term).Any(other => text.Split(' ').Any(word => word.StartsWith(other, StringComparison.CurrentCultureIgnoreCase)));
}
