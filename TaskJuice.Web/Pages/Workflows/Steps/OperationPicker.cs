using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workflows;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>The content of the dialog for choosing a trigger or an action.</summary>
/// <param name="View">The workflow.</param>
/// <param name="Kind">Whether it is a trigger or an action.</param>
/// <param name="Title">What the dialog is for.</param>
/// <param name="Path">Its address, to which the choice is posted as well.</param>
public sealed record OperationPicker(WorkflowView View, OperationKind Kind, string Title, string Path)
{
    /// <summary>The search text, or null.</summary>
    public string? Query { get; init; }

    /// <summary>The app whose operations are shown; null while an app is being chosen.</summary>
    public App? App { get; init; }

    /// <summary>Slugs of the apps with an account in this workspace.</summary>
    public required IReadOnlySet<string> Connected { get; init; }

    /// <summary>The apps to choose from.</summary>
    public required IReadOnlyList<AppGroup> Groups { get; init; }

    /// <summary>The operations found by the search.</summary>
    public IReadOnlyList<OperationHit> Hits { get; init; } = [];

    /// <summary>The new step's position: the key of the step before it, or null.</summary>
    public string? After { get; init; }

    /// <summary>The step to change, or null for a new one.</summary>
    public Step? Changed { get; init; }

    /// <summary>Why the last choice was rejected, or null.</summary>
    public string? FormError { get; init; }

    public string Heading => App?.Name ?? Title;

    public bool IsEmpty => Groups.Count == 0 && Hits.Count == 0;

    public IEnumerable<Operation> OperationsOf(App app) => app.Operations.Where(operation => operation.Kind == Kind);

    public bool IsNow(App app, Operation operation) => Changed is { } step && step.App == app.Slug && step.Operation == operation.Key;

    public string PathOf(App? app) =>
        Path + QueryString.Create(
            new Dictionary<string, string?> { ["after"] = After, ["app"] = app?.Slug }.Where(pair => pair.Value is not null));
}

/// <summary>Apps under one heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Apps">The apps.</param>
/// <param name="IsOurs">True when the heading is a text of the product rather than of the catalog.</param>
public sealed record AppGroup(string Heading, IReadOnlyList<App> Apps, bool IsOurs = false);

/// <summary>Reads the choices.</summary>
public sealed class ReadPicker(ReadUsedApps used, AppCatalog catalog, Words words)
{
    public async Task<OperationPicker> ReadAsync(
        WorkflowView view, OperationKind kind, string title, string path, string? query, string? app, CancellationToken stop)
    {
        var mine = await used.InAsync(view.Workspace, stop);
        List<App> apps = [.. catalog.Apps.OrderBy(each => mine.RankOf(each.Slug))
            .ThenBy(each => each.Name, StringComparer.OrdinalIgnoreCase)];
        var search = string.IsNullOrWhiteSpace(query) ? null : new AppSearch(apps, kind, query, new(words["Workflows.Synonyms"]));
        return new(view, kind, title, path)
        {
            Query = search is null ? null : query!.Trim(),
            App = app is null ? null : catalog.Find(app),
            Connected = mine.Connected,
            Hits = search?.Operations ?? [],
            Groups = search is null ? Grouped(apps.FindAll(each => each.Operations.Any(operation => operation.Kind == kind)), mine)
                : search.Apps is { Count: > 0 } found ? [new(words["Workflows.Apps"], found, IsOurs: true)] : [],
        };
    }

    private List<AppGroup> Grouped(List<App> apps, UsedApps mine)
    {
        var known = apps.FindAll(app => mine.Has(app.Slug));
        AppGroup[] first = known.Count == 0 ? [] : [new(words["Workflows.YourApps"], known, IsOurs: true)];
        return
        [
            .. first,
            .. apps.Except(known).GroupBy(app => app.Category).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
                .Select(group => new AppGroup(group.Key, [.. group])),
        ];
    }
}
