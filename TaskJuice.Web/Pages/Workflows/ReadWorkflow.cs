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
        await using var session = await db.ReadWorkspaceAsync(workspace.Tenant, stop);
        var (all, connections) = (session.Steps, session.Connections);

        // There may be many more removed steps than current ones.
        var lastRemoved = all.Where(step => step.WorkflowId == id && step.RemovedAt != null)
            .OrderByDescending(step => step.RemovedAt).Take(RemovedShown).Select(step => step.Id);
        var found = await session.Workflows.AsNoTracking().Where(row => row.Id == id && row.RemovedAt == null)
            .Select(row => new
            {
                Workflow = row,
                Steps = all
                    .Where(step => step.WorkflowId == id
                        && (step.RemovedAt == null || step.Key == open || lastRemoved.Contains(step.Id)))
                    .LeftJoin(connections, step => step.ConnectionId, account => account.Id, (step, account) => new Row(
                        step,
                        account,
                        // As NamedAlike says it; asked through it for many steps, PostgreSQL would compare all connections first.
                        connections.Any(other => other.Id != account!.Id && other.App == account.App && other.Label == account.Label)))
                    .ToList(),
            })
            .FirstOrDefaultAsync(stop);
        if (found is null)
            return null;

        var (workflow, rows) = (found.Workflow, found.Steps.ToDictionary(row => row.Step));
        List<StepView> steps = [.. new StepList(rows.Keys).Steps.Select((step, index) => ViewOf(rows[step], index + 1))];
        List<StepView> removed = [.. rows.Values
            .Where(row => row.Step.RemovedAt is not null)
            .OrderByDescending(row => row.Step.RemovedAt)
            .Take(RemovedShown)
            .Select(row => ViewOf(row, row.Step.Position + 1))];
        return new WorkflowView(workspace, workflow, steps, removed, steps.Find(view => view.Step.Key == open))
        {
            OutOfList = rows.Keys.FirstOrDefault(step => step.Key == open && step.RemovedAt is not null),
        };
    }

    /// <summary>The workflow if it was deleted, or null.</summary>
    public async Task<Workflow?> DeletedAsync(Workspace workspace, Guid id, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(workspace.Tenant, stop);
        return await session.Workflows.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RemovedAt != null, stop);
    }

    private StepView ViewOf(Row row, int number)
    {
        var app = catalog.Find(row.Step.App);
        return new StepView(row.Step, number, app, app?.Operation(row.Step.Operation), row.Account) { IsAlike = row.IsAlike };
    }

    private sealed record Row(Step Step, Connection? Account, bool IsAlike);
}
