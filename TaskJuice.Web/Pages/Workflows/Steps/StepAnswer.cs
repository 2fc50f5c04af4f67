namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>The builder after a change: its view and the status it is sent with.</summary>
public sealed record StepAnswer(WorkflowView View, int Status)
{
    /// <summary>The address of the builder after the change; it keeps the button that puts a removed step back.</summary>
    public string Address => View.Notice?.Undo is not { } undo ? View.Address
        : $"{View.Path}?removed={undo.Node.Key}{(View.Open is { } open ? $"&step={open.Node.Key}" : "")}";
}

/// <summary>Turns the outcome of a change into the builder that a page shows.</summary>
public static class StepAnswers
{
    /// <summary>Null when there is nothing to show: the workflow or step does not exist.</summary>
    public static async Task<StepAnswer?> AfterAsync(
        this ReadWorkflow read, WorkspacePage page, Guid id, StepChange change, string? open, CancellationToken stop)
    {
        if (change is StepChange.Gone || await read.ReadAsync(page.Workspace, id, open, stop) is not { } view)
            return null;

        return change switch
        {
            StepChange.Done done => new(view with { Notice = NoticeOf(done, view) }, StatusCodes.Status200OK),
            StepChange.Refused refused => new(view with { Notice = new(refused.Reason, true) }, StatusCodes.Status422UnprocessableEntity),
            StepChange.Outrun outrun => new(view with { Notice = new(outrun.Reason, true) }, StatusCodes.Status409Conflict),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Notice NoticeOf(StepChange.Done done, WorkflowView view) =>
        done.Step.RemovedAt is not null && view.Removed.FirstOrDefault(step => step.Node.Key == done.Step.Key) is { } removed
            ? RemoveStep.Said(removed)
            : new Notice(done.Said);
}
