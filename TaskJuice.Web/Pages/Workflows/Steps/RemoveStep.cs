using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Removes a step, which can be restored.</summary>
public sealed class RemoveStep(EditSteps edits, Words words)
{
    public async Task<StepChange> RemoveAsync(Workspace workspace, Guid id, string key, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.List.Find(key) is not { } step)
                return edit.Missing(key);

            edit.List.Remove(step, edit.Now);
            await edit.SaveAsync(stop);
            return new StepChange.Done(words["Workflows.Removed", step.Title], step, Focus.Step);
        }, stop);
    }
}
