using TaskJuice.Core.Connecting;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Creates an empty workflow.</summary>
public sealed class CreateWorkflow(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>The new workflow, or null when the name is invalid (<see cref="WorkflowName"/>).</summary>
    public async Task<Workflow?> CreateAsync(Workspace workspace, string? name, CancellationToken stop)
    {
        if (WorkflowName.Of(name) is not { } proper)
            return null;

        var workflow = new Workflow(workspace.Tenant, proper, clock.GetUtcNow());
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        session.Add(workflow);
        await session.SaveAsync(stop);
        return workflow;
    }
}
