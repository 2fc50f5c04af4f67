using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Gives a step another title.</summary>
public sealed class RenameStep(EditSteps edits)
{
    public async Task<StepChange> RenameAsync(Workspace workspace, Guid id, string key, string? title, CancellationToken stop)
    {
        title = title?.Trim() ?? "";
        if (title.Length is 0 or > Node.LongestTitle)
            return new StepChange.Refused($"A title has 1 to {Node.LongestTitle} characters.");

        await using var edit = await edits.OpenAsync(workspace, id, stop);
        if (edit is null)
            return new StepChange.Gone();
        if (edit.List.Find(key) is not { } step)
            return edit.Missing(key);

        step.Rename(title);
        await edit.SaveAsync(stop);
        return new StepChange.Done($"Renamed to {title}", step);
    }
}
