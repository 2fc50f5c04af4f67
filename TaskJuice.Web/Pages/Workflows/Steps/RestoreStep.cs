using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Restores a removed step at its position.</summary>
public sealed class RestoreStep(EditSteps edits, Words words)
{
    public async Task<StepChange> RestoreAsync(Workspace workspace, Guid id, string key, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.Removed(key) is not { } step)
                return edit.List.Find(key) is { } present
                    ? new StepChange.Done(words["Workflows.AlreadyBack", present.Title], present) : new StepChange.Gone();
            if (edit.List.IsFull)
                return new StepChange.Refused(words["Workflows.Full", StepList.Most]);

            step.Restore();
            if (!edit.List.Insert(step, step.Position))
                return new StepChange.Refused(words["Workflows.AnotherTrigger", step.Title]);

            await edit.SaveAsync(stop);
            return new StepChange.Done(words["Workflows.PutBackAs", step.Title, step.Position + 1], step, Focus.Step);
        }, stop);
    }
}
