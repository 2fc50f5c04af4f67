using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Puts a removed step back at its place.</summary>
public sealed class RestoreStep(EditSteps edits)
{
    public async Task<StepChange> RestoreAsync(Workspace workspace, Guid id, string key, CancellationToken stop)
    {
        await using var edit = await edits.OpenAsync(workspace, id, stop);
        if (edit is null)
            return new StepChange.Gone();
        if (edit.Removed(key) is not { } step)
            return edit.List.Find(key) is { } present ? new StepChange.Done($"{present.Title} is already back", present) : new StepChange.Gone();

        step.Restore();
        if (!edit.List.Insert(step, step.Position))
            return new StepChange.Refused($"The workflow has another trigger now. Remove that one to put {step.Title} back.");

        await edit.SaveAsync(stop);
        return new StepChange.Done($"{step.Title} put back as step {step.Position + 1}", step);
    }
}
