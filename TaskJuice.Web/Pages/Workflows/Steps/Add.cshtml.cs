using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class AddModel(ReadWorkflow read, ConnectedApps connected, AddStep add, AnswerChange answers, AppCatalog catalog, Words words) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public string? After { get; private set; }

    public string? Query { get; private set; }

    public string? Trouble { get; private set; }

    /// <summary>The app whose triggers or actions are shown; null while an app is to be chosen.</summary>
    public App? App { get; private set; }

    public IReadOnlySet<string> Connected { get; private set; } = new HashSet<string>();

    public NodeKind Kind => After is null && !View.HasTrigger ? NodeKind.Trigger : NodeKind.Action;

    public string Heading => App is null ? words[Kind == NodeKind.Trigger ? "Workflows.AddTrigger" : "Workflows.AddStep"] : App.Name;

    public string NothingFound => Query is null
        ? words[Kind == NodeKind.Trigger ? "Workflows.NoAppTrigger" : "Workflows.NoAppAction"]
        : words["Workflows.NoMatch", Query];

    public IReadOnlyList<IGrouping<string, App>> Groups =>
        [.. catalog.Apps.Where(Matches).GroupBy(app => app.Category).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)];

    public IEnumerable<AppNode> NodesOf(App app) => app.Nodes.Where(node => node.Kind == Kind);

    public string PathOf(App? app) =>
        $"{View.Path}/steps/add{QueryString.Create(new Dictionary<string, string?> { ["after"] = After, ["app"] = app?.Slug }.Where(pair => pair.Value is not null))}";

    public async Task<IActionResult> OnGetAsync(Guid id, string? after, string? q, string? app, CancellationToken stop) =>
        await FillAsync(id, after, q, app, stop) ? Show("_Add") : NotFound();

    public async Task<IActionResult> OnPostAsync(
        Guid id, string? after, string? app, [FromForm] string? node, CancellationToken stop)
    {
        var change = await add.AddAsync(Workspace, id, after, app ?? "", node ?? "", stop);
        if (change is StepChange.Done { Step: { } step } && await answers.AfterAsync(this, id, change, step.Key, stop) is { } answer)
        {
            View = answer.View with { FocusPanel = true };
            Response.Headers[HtmxHeaders.Trigger] = "dialog:close";
            return Answer(answer.Status, answer.Address, "_BuilderAnswer", View);
        }

        if (!await FillAsync(id, after, null, app, stop))
            return NotFound();

        Trouble = (change as StepChange.Refused)?.Reason;
        Response.Headers[HtmxHeaders.Retarget] = "#dialog-body";
        Response.Headers[HtmxHeaders.Reswap] = "innerHTML";
        return AskAgain("_Add");
    }

    private async Task<bool> FillAsync(Guid id, string? after, string? query, string? app, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, null, stop) is not { } view)
            return false;

        View = view;
        After = string.IsNullOrEmpty(after) ? null : after;
        Query = string.IsNullOrWhiteSpace(query) ? null : query.Trim();
        App = app is null ? null : catalog.Find(app);
        Connected = await connected.InAsync(Workspace, stop);
        return true;
    }

    private bool Matches(App app) =>
        NodesOf(app).Any() && (Query is null || app.Name.Contains(Query, StringComparison.CurrentCultureIgnoreCase)
            || app.Category.Contains(Query, StringComparison.CurrentCultureIgnoreCase));
}
