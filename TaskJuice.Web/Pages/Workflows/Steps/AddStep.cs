using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Adds an app's trigger or action behind a step.</summary>
public sealed class AddStep(EditSteps edits, AppCatalog catalog)
{
    public async Task<StepChange> AddAsync(Workspace workspace, Guid id, string? after, string appSlug, string nodeKey, CancellationToken stop)
    {
        await using var edit = await edits.OpenAsync(workspace, id, stop);
        if (edit is null)
            return new StepChange.Gone();
        if (catalog.Find(appSlug) is not { } app || app.Node(nodeKey) is not { } node)
            return new StepChange.Refused("This app does not offer that any more. Choose another one.");

        var step = new Node(edit.Workflow, app, node, edit.List.After(after), edit.Now);
        if (!edit.List.Insert(step, step.Position))
            return new StepChange.Refused("This workflow already has a trigger. Remove it first to choose another one.");

        edit.Add(step);
        await edit.SaveAsync(stop);
        return new StepChange.Done($"{step.Title} added as step {step.Position + 1}", step);
    }
}
