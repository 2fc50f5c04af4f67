using System.Globalization;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>
/// Changes a step's operation, within its app or to another one. Its position, a custom title and a suitable account are kept.
/// </summary>
public sealed class ChangeStep(EditSteps edits, AppCatalog catalog, Words words)
{
    /// <summary>A step's operation, as forms contain it.</summary>
    public static string Does(Step step) => $"{step.App}/{step.Operation}";

    /// <param name="workspace">The workspace.</param>
    /// <param name="id">The workflow.</param>
    /// <param name="key">The step.</param>
    /// <param name="appSlug">The new app.</param>
    /// <param name="operationKey">The new operation.</param>
    /// <param name="back">To undo a change, the step's previous account, or <see cref="ExpectedVersion.NoAccount"/>; null
    /// otherwise.</param>
    /// <param name="seen">The version that the editor saw.</param>
    /// <param name="stop">Cancels the operation; nothing changes then.</param>
    public async Task<StepChange> ChangeAsync(
        Workspace workspace, Guid id, string key, string appSlug, string operationKey, string? back,
        ExpectedVersion seen, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.List.Find(key) is not { } step)
                return edit.Missing(key);
            if (catalog.Find(appSlug) is not { } app || app.Operation(operationKey) is not { } operation || operation.Kind != step.Kind)
                return new StepChange.Refused(words["Workflows.NotOffered"]);

            var was = catalog.Find(step.App)?.Operation(step.Operation);
            if ((step.App, step.Operation) != (appSlug, operationKey) && !seen.Holds(edit, Does(step)))
                return Conflicted(step, was, app, operation);

            var undo = back is null && was is not null ? Undo(workspace, edit, step, app, operation) : null;
            var before = await edit.NamedAsync(back ?? step.ConnectionId?.ToString(), stop);
            step.Become(app, was, operation);
            var kept = before is not null && step.Accepts(before, operation) ? before : null;
            var uses = kept
                ?? (back == ExpectedVersion.NoAccount ? null : (await edit.SuggestedConnectionAsync(step, operation, stop))?.Account);
            if (uses is not null)
                step.Use(uses);
            await edit.SaveAsync(stop);
            return new StepChange.Done(Said(step, app, operation, back is null ? kept : null, uses), step) { Undo = undo };
        }, stop);
    }

    // Null when nothing changes, so that there is nothing to undo.
    private ToastUndo? Undo(Workspace workspace, StepEdit edit, Step step, App app, Operation operation)
    {
        if (Does(step) == $"{app.Slug}/{operation.Key}")
            return null;

        var path = $"/{workspace.Slug}/workflows/{edit.Workflow.Id}/steps/{step.Key}/change";
        return new(path, words["Workflows.UndoChanging", step.Title], "#builder")
        {
            Fields = new Dictionary<string, string>
            {
                ["to"] = Does(step),
                ["back"] = step.ConnectionId?.ToString() ?? ExpectedVersion.NoAccount,
                ["version"] = edit.Workflow.Version.ToString(CultureInfo.InvariantCulture),
                ["was"] = $"{app.Slug}/{operation.Key}",
            },
        };
    }

    private StepChange.Conflicted Conflicted(Step step, Operation? doesNow, App app, Operation operation) => new(
        words["Workflows.DoesMeanwhile", step.Title, catalog.Find(step.App)?.Name ?? step.App, doesNow?.Name
            ?? step.Operation, operation.Name],
        Again: new(words["Workflows.ChangeTo", app.Name, operation.Name], $"steps/{step.Key}/change", "to", $"{app.Slug}/{operation.Key}"));

    private string Said(Step step, App app, Operation operation, Connection? kept, Connection? uses) =>
        uses is null ? words["Workflows.BecameWithout", step.Position + 1, app.Name, operation.Name]
        : words[kept is null ? "Workflows.BecameWith" : "Workflows.BecameKeeping", step.Position + 1, app.Name, operation.Name, uses.Label];
}
