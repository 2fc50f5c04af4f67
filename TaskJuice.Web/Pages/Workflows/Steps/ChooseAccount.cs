using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Selects a step's connection, of its workspace and app; any other one is not found.</summary>
public sealed class ChooseAccount(EditSteps edits, AppCatalog catalog, Words words)
{
    public async Task<StepChange> ChooseAsync(
        Workspace workspace, Guid id, string key, Guid connectionId, ExpectedVersion seen, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.List.Find(key) is not { } step)
                return edit.Missing(key);
            if (await edit.ConnectionAsync(connectionId, stop) is not { } connection
                || catalog.Find(step.App)?.Operation(step.Operation) is not { } operation || !step.Accepts(connection, operation))
                return new StepChange.Gone();
            if (step.ConnectionId != connectionId && !seen.Holds(edit, step.ConnectionId?.ToString() ?? ExpectedVersion.NoAccount))
                return await ConflictedAsync(edit, step, connection, stop);

            step.Use(connection);
            await edit.SaveAsync(stop);
            return new StepChange.Done(words["Workflows.Chosen", step.Title, connection.Label], step, Focus.Account);
        }, stop);
    }

    private async Task<StepChange> ConflictedAsync(StepEdit edit, Step step, Connection wanted, CancellationToken stop)
    {
        var other = step.ConnectionId is { } id ? await edit.ConnectionAsync(id, stop) : null;
        var again = new RetryAction(
            words["Workflows.UseAccount", wanted.Label], $"steps/{step.Key}/account", "connection", wanted.Id.ToString());
        return new StepChange.Conflicted(
            other is null
                ? words["Workflows.AccountGoneMeanwhile", step.Title, wanted.Label]
                : words["Workflows.AccountMeanwhile", step.Title, other.Label, wanted.Label],
            Again: again);
    }
}
