using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Points a step at a connection of its workspace and app; a foreign or missing one is simply not there.</summary>
public sealed class ChooseAccount(EditSteps edits, AppCatalog catalog)
{
    public async Task<StepChange> ChooseAsync(Workspace workspace, Guid id, string key, Guid connectionId, CancellationToken stop)
    {
        await using var edit = await edits.OpenAsync(workspace, id, stop);
        if (edit is null)
            return new StepChange.Gone();
        if (edit.List.Find(key) is not { } step)
            return edit.Missing(key);
        if (await edit.ConnectionAsync(connectionId, stop) is not { } connection
            || catalog.Find(step.App)?.Node(step.Action) is not { } action || !step.Accepts(connection, action))
            return new StepChange.Gone();

        step.Use(connection);
        await edit.SaveAsync(stop);
        return new StepChange.Done($"{step.Title} uses {connection.Label} now.", step);
    }
}
