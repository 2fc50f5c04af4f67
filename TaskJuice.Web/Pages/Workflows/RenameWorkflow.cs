using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Gives a workflow another name.</summary>
public sealed class RenameWorkflow(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>Null when it is done or there is no such workflow; otherwise why not.</summary>
    public async Task<string?> RenameAsync(Workspace workspace, Guid id, string? name, CancellationToken stop)
    {
        if (WorkflowName.Of(name) is not { } proper)
            return WorkflowName.Rule;

        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        if (await session.Workflows.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } workflow)
            return null;

        workflow.Rename(proper, clock.GetUtcNow());
        await session.SaveAsync(stop);
        return null;
    }
}

/// <summary>What a workflow may be called.</summary>
public static class WorkflowName
{
    public static readonly string Rule = $"A name has 1 to {Workflow.LongestName} characters.";

    /// <summary>The name as it is stored, or null when it cannot be one.</summary>
    public static string? Of(string? typed) => typed?.Trim() is { Length: > 0 and <= Workflow.LongestName } name ? name : null;
}
