using TaskJuice.Core.Naming;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Renames a step.</summary>
public sealed class RenameStep(EditSteps edits, Words words)
{
    /// <summary>Name of the input.</summary>
    public const string Field = "title";

    public async Task<StepChange> RenameAsync(
        Workspace workspace, Guid id, string key, string? typed, ExpectedVersion seen, CancellationToken stop)
    {
        var plain = PlainName.Check(typed, Step.LongestTitle);
        if (words.ProblemOf(plain, words["Workflows.TitleRule", Step.LongestTitle]) is { } problem)
            return new StepChange.Refused(problem, new(Field, plain.Again(typed), problem));

        var title = plain.Text;
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.List.Find(key) is not { } step)
                return Missing(edit, key, title);
            if (step.Title != title && !seen.Holds(edit, step.Title))
                return Conflicted(step, title);

            step.Rename(title);
            await edit.SaveAsync(stop);
            return new StepChange.Done(words["Workflows.Renamed", title], step, Focus.Title);
        }, stop);
    }

    private StepChange Missing(StepEdit edit, string key, string title) => edit.Missing(key) switch
    {
        StepChange.Conflicted removed => removed with { Reason = words["Workflows.TitleOfRemoved", edit.Removed(key)!.Title, title] },
        var nothing => nothing,
    };

    private StepChange.Conflicted Conflicted(Step step, string title) => new(
        words["Workflows.TitleMeanwhile", step.Title, title],
        new(Field, title),
        new(words["Workflows.RenameTo", title], $"steps/{step.Key}/rename", Field, title));
}
