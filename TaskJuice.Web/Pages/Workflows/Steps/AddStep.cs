using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Adds an app's trigger or action after a step, with the account that the surrounding steps suggest.</summary>
public sealed class AddStep(EditSteps edits, AppCatalog catalog, Words words)
{
    public async Task<StepChange> AddAsync(
        Workspace workspace, Guid id, string? after, string appSlug, string operationKey, CancellationToken stop)
    {
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (catalog.Find(appSlug) is not { } app || app.Operation(operationKey) is not { } operation)
                return new StepChange.Refused(words["Workflows.NotOffered"]);
            if (edit.List.IsFull)
                return new StepChange.Refused(words["Workflows.Full", StepList.Most]);

            var step = new Step(edit.Workflow, app, operation, edit.List.After(after), edit.Now);
            if (!edit.List.Insert(step, step.Position))
                return new StepChange.Refused(words["Workflows.HasTrigger"]);

            var first = await edit.SuggestedConnectionAsync(step, operation, stop);
            if (first is not null)
                step.Use(first.Account);
            edit.Add(step);
            await edit.SaveAsync(stop);
            return new StepChange.Done(Said(step, app, first), step);
        }, stop);
    }

    private string Said(Step step, App app, SuggestedConnection? first) => first switch
    {
        null => words["Workflows.Added", step.Title, step.Position + 1],
        { Like: { } like } => words["Workflows.AddedLike", step.Title, step.Position + 1, first.Account.Label, like.Position + 1],
        _ => words["Workflows.AddedWithOnly", step.Title, step.Position + 1, first.Account.Label, app.Name],
    };
}
