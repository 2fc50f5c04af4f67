using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>A page about one step of a workflow.</summary>
public abstract class StepPage : WorkspacePage
{
    /// <summary>The step is not in the list: the builder says so when somebody took it out, and for one that never was there is nothing.</summary>
    protected IActionResult NotOpen(WorkflowView view) =>
        view.OutOfList is { } removed ? RedirectBrowserTo($"{view.Path}?step={removed.Key}") : NotFound();
}
