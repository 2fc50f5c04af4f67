using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>The builder after a change: its view and the response status.</summary>
public sealed record StepResult(WorkflowView View, int Status)
{
    /// <summary>The address of the builder after the change; it preserves the button that restores a removed step.</summary>
    public string Address => View.Notice?.Removed is not { } removed ? View.Address
        : $"{View.Path}?removed={removed}{(View.Open is { } open ? $"&step={open.Step.Key}" : "")}";

    /// <summary>The changed builder at its new address. If nothing changed, the builder says why, in place and with its status.</summary>
    public IActionResult On(WorkspacePage page)
    {
        if (Status == StatusCodes.Status200OK)
            return page.FragmentOrRedirect("_BuilderAnswer", View, Address);

        page.Response.StatusCode = Status;
        return page.FragmentOrPage("_BuilderAnswer", View);
    }
}

/// <summary>Converts the result of a change into the builder to show.</summary>
public sealed class AnswerChange(ReadWorkflow read, Words words)
{
    /// <summary>Returns null when the workflow or step does not exist.</summary>
    public async Task<StepResult?> AfterAsync(WorkspacePage page, Guid id, StepChange change, string? open, CancellationToken stop)
    {
        if (change is StepChange.Gone || await read.ReadAsync(page.Workspace, id, open, stop) is not { } view)
            return null;

        return change switch
        {
            StepChange.Done done => new(
                view with { Notice = Told(page, NoticeOf(done, view)), FocusStep = FocusAfter(done, view), Focus = done.Focus },
                StatusCodes.Status200OK),
            StepChange.Refused refused => new(
                view with { Notice = new(refused.Reason, true), Typed = refused.Typed }, StatusCodes.Status422UnprocessableEntity),
            StepChange.Conflicted outrun => new(view with { Conflict = outrun, Typed = outrun.Typed }, StatusCodes.Status409Conflict),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>
    /// Why the requested step is not open, with an offer to restore it if possible; null when it is open, or none was requested.
    /// </summary>
    public StepChange.Conflicted? WhyShut(WorkflowView view, string? asked) =>
        string.IsNullOrEmpty(asked) || view.Open is not null ? null
        : view.OutOfList is { } removed ? StepEdit.Removed(removed, words)
        : new StepChange.Conflicted(words["Workflows.StepGone"]);

    /// <summary>The message with the button that restores the step.</summary>
    public Notice Removed(WorkflowView view, StepView step) => new(words["Workflows.Removed", step.Step.Title])
    {
        Undo = new(view.PathOf(step, "restore"), words["Workflows.UndoRemoving", step.Step.Title], "#builder"),
        Removed = step.Step.Key,
    };

    private Notice NoticeOf(StepChange.Done done, WorkflowView view) =>
        done.Step?.RemovedAt is not null && view.Removed.FirstOrDefault(step => step.Step.Key == done.Step.Key) is { } removed
            ? Removed(view, removed)
            : new Notice(done.Said) { Undo = done.Undo };

    // Without script, the builder is shown by the next request. The message about a removed step is part of its address.
    private static Notice Told(WorkspacePage page, Notice notice)
    {
        if (notice.Removed is null && !page.Request.WantsFragment())
            page.Carry(notice.Toast);
        return notice;
    }

    // The button of a removed step is removed with it: focus moves to the step now at its position.
    private static string? FocusAfter(StepChange.Done done, WorkflowView view) => done switch
    {
        { Step.RemovedAt: not null } => view.Steps.ElementAtOrDefault(Math.Min(done.Step.Position, view.Steps.Count - 1))?.Step.Key,
        { Focus: Focus.Step or Focus.Menu } => done.Step?.Key,
        _ => null,
    };
}
