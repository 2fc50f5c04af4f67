using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Workflows.Steps;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>
/// Deletes and restores workflows with their steps and accounts. Neither checks the expected version, because each undoes the other.
/// </summary>
public sealed class DeleteWorkflow(EditSteps edits)
{
    /// <returns>False when the workspace has no such workflow.</returns>
    public Task<bool> DeleteAsync(Workspace workspace, Guid id, CancellationToken stop) => Collisions.TryAgainAsync(async () =>
    {
        await using var edit = await edits.OpenAsync(workspace, id, stop);
        if (edit is null)
            return false;

        edit.Workflow.Remove(edit.Steps, edit.Now);
        await edit.SaveAsync(stop);
        return true;
    });

    /// <returns>False when the workspace has no such deleted workflow.</returns>
    public Task<bool> RestoreAsync(Workspace workspace, Guid id, CancellationToken stop) => Collisions.TryAgainAsync(async () =>
    {
        await using var edit = await edits.OpenDeletedAsync(workspace, id, stop);
        if (edit is null)
            return false;

        edit.Workflow.Restore(edit.Steps);
        await edit.SaveAsync(stop);
        return true;
    });
}
