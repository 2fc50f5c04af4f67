using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workflows;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Workflows.Steps;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Workflows;

public sealed class BuilderModel(ReadWorkflow read, AnswerChange answers, KeptForm kept) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    /// <summary>The workflow if it was deleted; nothing else is shown then.</summary>
    public Workflow? Deleted { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string? step, string? removed, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, step, stop) is not { } view)
            return await DeletedAsync(id, stop);

        View = (IsFirstLook ? view.Offer() : view) with
        {
            FocusPanel = view.Open is not null,
            Notice = Removed(view, removed),
            Conflict = answers.WhyShut(view, step),
            Typed = Kept(),
        };
        return FragmentOrPage("_BuilderAndBanner", View);
    }

    // After the panel was closed, the address says so.
    private bool IsFirstLook => !Request.Query.ContainsKey("step") && !Request.WantsFragment();

    private async Task<IActionResult> DeletedAsync(Guid id, CancellationToken stop)
    {
        Deleted = await read.DeletedAsync(Workspace, id, stop);
        return Deleted is null ? NotFound() : Request.WantsFragment() ? RedirectBrowserTo($"/{Workspace.Slug}/workflows/{id}") : Page();
    }

    // If two titles were kept, the step's takes precedence: the address opens its panel.
    private Typed? Kept() => Request.WantsFragment() ? null
        : kept.Read(HttpContext).Where(field => field.Key is RenameStep.Field or RenameWorkflow.Field)
            .OrderBy(field => field.Key == RenameWorkflow.Field)
            .Select(field => new Typed(field.Key, field.Value) { IsKept = true }).FirstOrDefault();

    private Notice? Removed(WorkflowView view, string? key) =>
        view.Removed.FirstOrDefault(step => step.Step.Key == key) is { } step ? answers.Removed(view, step) : null;
}
