using TaskJuice.Core;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Workflows.Steps;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Renames a workflow.</summary>
public sealed class RenameWorkflow(EditSteps edits, Words words)
{
    /// <summary>Name of the input.</summary>
    public const string Field = "name";

    public async Task<StepChange> RenameAsync(Workspace workspace, Guid id, string? typed, ExpectedVersion seen, CancellationToken stop)
    {
        var plain = PlainName.Check(typed, Workflow.LongestName);
        if (words.ProblemOf(plain, words["Workflows.NameRule", Workflow.LongestName]) is { } problem)
            return new StepChange.Refused(problem, new(Field, plain.Again(typed), problem));

        var name = plain.Text;
        return await edits.ChangeAsync(workspace, id, async edit =>
        {
            if (edit.Workflow.Name != name && !seen.Holds(edit, edit.Workflow.Name))
                return Conflicted(edit.Workflow, name);

            edit.Workflow.Rename(name, edit.Now);
            await edit.SaveAsync(stop);
            return new StepChange.Done(words["Workflows.Renamed", name], Focus: Focus.Name);
        }, stop);
    }

    private StepChange.Conflicted Conflicted(Workflow workflow, string name) => new(
        words["Workflows.NameMeanwhile", workflow.Name, name], new(Field, name),
        new(words["Workflows.RenameTo", name], "rename", Field, name));
}

/// <summary>Validates workflow names.</summary>
public static class WorkflowName
{
    /// <summary>The name as stored, or null when it is invalid.</summary>
    public static string? Of(string? typed) =>
        PlainName.Check(typed, Workflow.LongestName) is { Problem: NameProblem.None, Text: var name } ? name : null;

    /// <summary>The name, truncated if it is too long.</summary>
    public static string Shortened(string name) => ShortText.Of(name, Workflow.LongestName);
}
