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
        await using var session = await db.ReadWorkspaceAsync(workspace.Tenant, stop);
        var all = session.Workflows.AsNoTracking().Where(row => row.RemovedAt == null);
        var matching = Matching(session, all, text);

        // The first page always exists; whether another one does has to be known before it is read.
        page = page <= 1 ? 1 : Math.Min(page, WorkflowList.PagesOf(await matching.CountAsync(stop)));
        var rows = await ReadAsync(session, matching, page, stop);
        var found = rows.Find(row => row.Workflow.RemovedAt is null)?.Matches ?? 0;
        return new(
            [.. rows.Where(row => row.Workflow.RemovedAt is null).Select(LineOf)],
            found > 0 || await all.AnyAsync(stop),
            [.. rows.Select(row => row.Workflow).Where(row => row.RemovedAt is not null).OrderByDescending(row => row.RemovedAt)])
        { Count = found, Page = page };
    }

    // The page and the workflows deleted last, each with its steps and their accounts, in one statement.
    private static Task<List<Row>> ReadAsync(WorkspaceSession session, IQueryable<Workflow> matching, int page, CancellationToken stop)
    {
        var (steps, connections) = (session.Steps, session.Connections);
        var shown = matching.OrderByDescending(row => row.ChangedAt).ThenBy(row => row.Id).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(row => row.Id);
        var deleted = session.Workflows.Where(row => row.RemovedAt != null).OrderByDescending(row => row.RemovedAt).Take(DeletedShown)
            .Select(row => row.Id);
        return session.Workflows.AsNoTracking().Where(row => shown.Contains(row.Id) || deleted.Contains(row.Id))
            .OrderByDescending(row => row.ChangedAt).ThenBy(row => row.Id)
            .Select(row => new Row(
                row,
                matching.Count(),
                steps.Where(step => step.WorkflowId == row.Id && step.RemovedAt == null && row.RemovedAt == null)
                    .LeftJoin(connections, step => step.ConnectionId, account => account.Id, (step, account) => new Used(step, account))
                    .ToList()))
            .ToListAsync(stop);
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

    private WorkflowLine LineOf(Row row) => new(
        row.Workflow.Id, row.Workflow.Name, row.Workflow.ChangedAt, [.. row.Steps.OrderBy(used => used.Step.Position).Select(ViewOf)]);

    private StepView ViewOf(Used used)
    {
        var app = catalog.Find(used.Step.App);
        return new StepView(used.Step, used.Step.Position + 1, app, app?.Operation(used.Step.Operation), used.Account);
    }

    private sealed record Row(Workflow Workflow, int Matches, List<Used> Steps);

    private sealed record Used(Step Step, Connection? Account);
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

    public int Pages => PagesOf(Count);

    internal static int PagesOf(int count) => Math.Max(1, (count + ListWorkflows.PageSize - 1) / ListWorkflows.PageSize);
}

/// <summary>One workflow in the list.</summary>
public sealed record WorkflowLine(Guid Id, string Name, DateTimeOffset ChangedAt, IReadOnlyList<StepView> Steps)
{
    public int Unfinished => Steps.Count(step => step.NeedsAttention);

    /// <summary>One mark per app, in the order of the steps.</summary>
    public IEnumerable<AppMark> Marks => Steps.Select(step => step.Mark).Distinct();
}
