using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Reads a workspace's workflows, most recently changed first.</summary>
public sealed class ListWorkflows(TaskJuiceDb db, AppCatalog catalog)
{
    public const int PageSize = 50;

    private const int DeletedShown = 5;

    /// <summary>A page of the workflows whose name, or a step's title or app, contains the text; of all workflows without a text.</summary>
    public async Task<WorkflowList> FindAsync(Workspace workspace, string? text, int page, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        var all = session.Workflows.AsNoTracking().Where(row => row.RemovedAt == null);
        var matching = Matching(session, all, text);
        var found = await matching.CountAsync(stop);
        page = Math.Clamp(page, 1, Math.Max(1, (found + PageSize - 1) / PageSize));
        var workflows = await matching.OrderByDescending(row => row.ChangedAt).ThenBy(row => row.Id).Skip((page - 1) * PageSize)
            .Take(PageSize).ToListAsync(stop);
        var shown = workflows.ConvertAll(row => row.Id);
        var rows = await session.Steps.AsNoTracking().Where(step => step.RemovedAt == null && shown.Contains(step.WorkflowId))
            .OrderBy(step => step.Position).ToListAsync(stop);
        var used = rows.Select(step => step.ConnectionId).OfType<Guid>().Distinct().ToList();
        var accounts = await session.Connections.AsNoTracking().Where(row => used.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);
        var steps = rows.ToLookup(step => step.WorkflowId, step => View(step, accounts));
        var deleted = await session.Workflows.AsNoTracking().Where(row => row.RemovedAt != null).OrderByDescending(row => row.RemovedAt)
            .Take(DeletedShown).ToListAsync(stop);
        return new(
            [.. workflows.Select(row => new WorkflowLine(row.Id, row.Name, row.ChangedAt, [.. steps[row.Id]]))],
            found > 0 || await all.AnyAsync(stop), deleted)
        { Count = found, Page = page };
    }

    private IQueryable<Workflow> Matching(WorkspaceSession session, IQueryable<Workflow> workflows, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return workflows;

        var pattern = SearchPattern.Containing(text.Trim());
        var steps = session.Steps;
        var apps = catalog.Apps.Where(app => app.Name.Contains(text.Trim(), StringComparison.CurrentCultureIgnoreCase))
            .Select(app => app.Slug).ToList();
        return workflows.Where(row => EF.Functions.ILike(row.Name, pattern, SearchPattern.Escape)
            || steps.Any(step => step.WorkflowId == row.Id && step.RemovedAt == null
                && (apps.Contains(step.App) || EF.Functions.ILike(step.Title, pattern, SearchPattern.Escape))));
    }

    private StepView View(Step step, Dictionary<Guid, Connection> accounts)
    {
        var app = catalog.Find(step.App);
        var account = step.ConnectionId is { } id ? accounts.GetValueOrDefault(id) : null;
        return new StepView(step, step.Position + 1, app, app?.Operation(step.Operation), account);
    }
}

/// <summary>The workflows of a workspace.</summary>
/// <param name="Found">The matches on the page.</param>
/// <param name="Any">False when there is none, regardless of the search.</param>
/// <param name="Deleted">The most recently deleted ones.</param>
public sealed record WorkflowList(IReadOnlyList<WorkflowLine> Found, bool Any, IReadOnlyList<Workflow> Deleted)
{
    /// <summary>The number of matches.</summary>
    public required int Count { get; init; }

    /// <summary>The 1-based page; the last one when a later one was requested.</summary>
    public required int Page { get; init; }

    public int Pages => Math.Max(1, (Count + ListWorkflows.PageSize - 1) / ListWorkflows.PageSize);
}

/// <summary>One workflow in the list.</summary>
public sealed record WorkflowLine(Guid Id, string Name, DateTimeOffset ChangedAt, IReadOnlyList<StepView> Steps)
{
    public int Unfinished => Steps.Count(step => step.NeedsAttention);

    /// <summary>One mark per app, in the order of the steps.</summary>
    public IEnumerable<AppMark> Marks => Steps.Select(step => step.Mark).Distinct();
}
