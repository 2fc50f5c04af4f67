using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Limiting;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class TestModel(
    ReadWorkflow read, TryConnection connection, OftenAsked often, PersonLimits limits, CallWords calls, Words words) : StepPage
{
    public WorkflowView View { get; private set; } = null!;

    // Reloading or bookmarking the posted form leads to the step.
    public IActionResult OnGet(Guid id, string key) => Redirect($"/{Workspace.Slug}/workflows/{id}?step={Uri.EscapeDataString(key)}");

    public async Task<IActionResult> OnPostAsync(Guid id, string key, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, key, stop) is not { } view)
            return NotFound();
        if (view.Open is not { } step)
            return NotOpen(view);

        if (await often.ObjectionAsync(this, limits.Checks) is { } objection)
        {
            View = view with { Tested = new(objection, "warning"), Notice = new(objection) };
            return Request.WantsFragment() ? Partial("_BuilderAndBanner", View) : Page();
        }

        var tried = step.Account is { } account
            ? await connection.TryAsync(Workspace.Tenant, account.Id, UserId, stop)
            : new TryResult.Gone();

        // Read again: a first success makes the account active, a refusal may mark it as broken, and it may have been deleted meanwhile.
        if (await read.ReadAsync(Workspace, id, key, stop) is not { } after)
            return NotFound();
        if (after.Open is null)
            return NotOpen(after);

        View = after with { Tested = await calls.OfAsync(this, tried, step.AppName, stop), Notice = new(Said(step, tried)) };
        if (Request.WantsFragment())
            return Partial("_BuilderAndBanner", View);

        if (tried is TryResult.Answered)
            Carry(new(View.Notice.Text));
        return Page();
    }

    private string Said(StepView step, TryResult tried) =>
        tried is TryResult.Answered ? words["Workflows.Answered", step.AppName] : words["Workflows.TestFailed", step.Step.Title];
}
