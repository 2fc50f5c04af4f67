using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>A page about one step of a workflow.</summary>
public abstract class StepPage : WorkspacePage
{
    /// <summary>The response when the step is not in the list: the builder says so if it was removed; otherwise 404.</summary>
    protected IActionResult NotOpen(WorkflowView view) =>
        view.OutOfList is { } removed ? RedirectBrowserTo($"{view.Path}?step={removed.Key}") : NotFound();
}
