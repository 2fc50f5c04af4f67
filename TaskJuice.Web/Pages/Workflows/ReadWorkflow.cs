using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Reads a workflow for the builder.</summary>
public sealed class ReadWorkflow(TaskJuiceDb db, AppCatalog catalog)
{
    private const int RemovedShown = 5;

    /// <summary>The workflow with the panel of the step <paramref name="open"/>, or null when the workspace has no such workflow.</summary>
    public async Task<WorkflowView?> ReadAsync(Workspace workspace, Guid id, string? open, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        var workflow = await session.Workflows.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, stop);
        if (workflow is null)
            return null;

        // There may be many more removed steps than current ones.
        var all = session.Steps.AsNoTracking().Where(step => step.WorkflowId == id);
        var rows = await all.Where(step => step.RemovedAt == null).ToListAsync(stop);
        rows.AddRange(
            await all.Where(step => step.RemovedAt != null).OrderByDescending(step => step.RemovedAt).Take(RemovedShown).ToListAsync(stop));
        if (open is not null && !rows.Exists(step => step.Key == open))
            rows.AddRange(await all.Where(step => step.Key == open).ToListAsync(stop));
        var used = rows.Select(step => step.ConnectionId).OfType<Guid>().Distinct().ToList();
        var accounts = await session.Connections.AsNoTracking().Where(row => used.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);

        var alike = await NamedAlike.AmongAsync(session, accounts.Values, stop);
        StepView View(Step step, int number) => ViewOf(step, number, accounts, alike);

        List<StepView> steps = [.. new StepList(rows).Steps.Select((step, index) => View(step, index + 1))];
        List<StepView> removed = [.. rows
            .Where(step => step.RemovedAt is not null)
            .OrderByDescending(step => step.RemovedAt)
            .Take(RemovedShown)
            .Select(step => View(step, step.Position + 1))];
        return new WorkflowView(workspace, workflow, steps, removed, steps.Find(view => view.Step.Key == open))
        {
            OutOfList = rows.Find(step => step.Key == open && step.RemovedAt is not null),
        };
    }

    /// <summary>The workflow if it was deleted, or null.</summary>
    public async Task<Workflow?> DeletedAsync(Workspace workspace, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        return await session.Workflows.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RemovedAt != null, stop);
    }

    private StepView ViewOf(Step step, int number, Dictionary<Guid, Connection> accounts, IReadOnlySet<Guid> alike)
    {
        var app = catalog.Find(step.App);
        var account = step.ConnectionId is { } id ? accounts.GetValueOrDefault(id) : null;
        return new StepView(step, number, app, app?.Operation(step.Operation), account)
        {
            IsAlike = account is not null && alike.Contains(account.Id),
        };
    }
}
