using System.Globalization;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Lets a step do something else, in the same app or in another one. Its place, a title of its own and an account that fits stay.</summary>
public sealed class ChangeStep(EditSteps edits, AppCatalog catalog, Words words)
{
    /// <summary>What a step does, as forms carry it.</summary>
    public static string Does(Node step) => $"{step.App}/{step.Action}";

    /// <param name="workspace">The workspace.</param>
    /// <param name="id">The workflow.</param>
    /// <param name="key">The step.</param>
    /// <param name="appSlug">The app it is to be a step of.</param>
    /// <param name="nodeKey">What it is to do there.</param>
    /// <param name="back">The account that the step had before, or <see cref="ExpectedVersion.NoAccount"/>, when this takes a change back; null otherwise.</param>
    /// <param name="seen">What the editor had before their eyes.</param>
    /// <param name="stop">Ends the work; nothing changed then.</param>
    public async Task<StepChange> ChangeAsync(Workspace workspace, Guid id, string key, string appSlug, string nodeKey, string? back, ExpectedVersion seen, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.List.Find(key) is not { } step)
                return edit.Missing(key);
            if (catalog.Find(appSlug) is not { } app || app.Node(nodeKey) is not { } node || node.Kind != step.Kind)
                return new StepChange.Refused(words["Workflows.NotOffered"]);

            var was = catalog.Find(step.App)?.Node(step.Action);
            if ((step.App, step.Action) != (appSlug, nodeKey) && !seen.Holds(edit, Does(step)))
                return Conflicted(step, was, app, node);

            var undo = back is null && was is not null ? Undo(workspace, edit, step, app, node) : null;
            var before = await edit.NamedAsync(back ?? step.ConnectionId?.ToString(), stop);
            step.Become(app, was, node);
            var kept = before is not null && step.Accepts(before, node) ? before : null;
            var uses = kept ?? (back == ExpectedVersion.NoAccount ? null : (await edit.SuggestedConnectionAsync(step, node, stop))?.Account);
            if (uses is not null)
                step.Use(uses);
            await edit.SaveAsync(stop);
            return new StepChange.Done(Said(step, app, node, back is null ? kept : null, uses), step) { Undo = undo };
        }, stop);
    }

    // Null when nothing changes: there is nothing to take back.
    private ToastUndo? Undo(Workspace workspace, StepEdit edit, Node step, App app, AppNode node) => Does(step) == $"{app.Slug}/{node.Key}" ? null
        : new($"/{workspace.Slug}/workflows/{edit.Workflow.Id}/steps/{step.Key}/change", words["Workflows.UndoChanging", step.Title], "#builder")
        {
            Fields = new Dictionary<string, string>
            {
                ["to"] = Does(step),
                ["back"] = step.ConnectionId?.ToString() ?? ExpectedVersion.NoAccount,
                ["version"] = edit.Workflow.Version.ToString(CultureInfo.InvariantCulture),
                ["was"] = $"{app.Slug}/{node.Key}",
            },
        };

    private StepChange.Conflicted Conflicted(Node step, AppNode? doesNow, App app, AppNode node) => new(
        words["Workflows.DoesMeanwhile", step.Title, catalog.Find(step.App)?.Name ?? step.App, doesNow?.Name ?? step.Action, node.Name],
        Again: new(words["Workflows.ChangeTo", app.Name, node.Name], $"steps/{step.Key}/change", "to", $"{app.Slug}/{node.Key}"));

    private string Said(Node step, App app, AppNode node, Connection? kept, Connection? uses) =>
        uses is null ? words["Workflows.BecameWithout", step.Position + 1, app.Name, node.Name]
        : words[kept is null ? "Workflows.BecameWith" : "Workflows.BecameKeeping", step.Position + 1, app.Name, node.Name, uses.Label];
}
