using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Moves a step one place up or down.</summary>
public sealed class MoveStep(EditSteps edits)
{
    public async Task<StepChange> MoveAsync(Workspace workspace, Guid id, string key, bool up, CancellationToken stop)
    {
        await using var edit = await edits.OpenAsync(workspace, id, stop);
        if (edit is null)
            return new StepChange.Gone();
        if (edit.List.Find(key) is not { } step)
            return edit.Missing(key);
        if (!edit.List.Move(step, up ? -1 : 1))
            return new StepChange.Refused($"{step.Title} cannot move further {(up ? "up" : "down")}");

        await edit.SaveAsync(stop);
        return new StepChange.Done($"{step.Title} moved to position {step.Position + 1} of {edit.List.Steps.Count}", step);
    }
}
