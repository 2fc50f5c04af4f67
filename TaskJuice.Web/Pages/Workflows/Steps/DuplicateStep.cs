using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Inserts a copy of a step, including its account, after it.</summary>
public sealed class DuplicateStep(EditSteps edits, Words words)
{
    public async Task<StepChange> DuplicateAsync(Workspace workspace, Guid id, string key, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.List.Find(key) is not { } step)
                return edit.Missing(key);
            if (step.Kind == OperationKind.Trigger)
                return new StepChange.Refused(words["Workflows.TriggerNotDuplicated"]);
            if (edit.List.IsFull)
                return new StepChange.Refused(words["Workflows.Full", StepList.Most]);

            var copy = step.Copy(step.Position + 1, edit.Now);
            edit.List.Insert(copy, copy.Position);
            edit.Add(copy);
            await edit.SaveAsync(stop);
            return new StepChange.Done(words["Workflows.Duplicated", step.Title, copy.Position + 1], copy, Focus.Step);
        }, stop);
    }
}
