using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Workflows.Steps;

namespace TaskJuice.Web.Pages.Workflows;

public sealed class BuilderModel(ReadWorkflow read, AnswerChange answers) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string? step, string? removed, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, step, stop) is not { } view)
            return NotFound();

        View = (IsFirstLook ? view.Offer() : view) with { FocusPanel = view.Open is not null, Notice = Removed(view, removed) };
        return Show("_BuilderAndBanner", View);
    }

    // Who closed the panel has an address that says so.
    private bool IsFirstLook => !Request.Query.ContainsKey("step") && !Request.WantsFragment();

    private Notice? Removed(WorkflowView view, string? key) =>
        view.Removed.FirstOrDefault(step => step.Node.Key == key) is { } step ? answers.Removed(step) : null;
}
