using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Copies a workflow with its steps in order, each with its title and account.</summary>
public sealed class DuplicateWorkflow(TaskJuiceDb db, TimeProvider clock, Words words)
{
    /// <returns>The copy, or null when the workspace has no such workflow.</returns>
    public Task<Workflow?> DuplicateAsync(Workspace workspace, Guid id, CancellationToken stop) => Collisions.TryAgainAsync(async () =>
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        if (await session.Workflows.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, stop) is not { } original)
            return default(Workflow);

        var steps = await session.Steps.AsNoTracking().Where(step => step.WorkflowId == id).ToListAsync(stop);
        var copy = new Workflow(workspace.Tenant, WorkflowName.Shortened(PlainName.Of(words["Workflows.CopyOf", original.Name])), now);
        session.Add(copy);
        foreach (var (place, step) in new StepList(steps).Steps.Index())
            session.Add(step.Copy(copy.Id, place, now));
        await session.SaveAsync(stop);
        return copy;
    });
}
