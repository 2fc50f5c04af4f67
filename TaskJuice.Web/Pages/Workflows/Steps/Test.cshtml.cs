using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connections;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class TestModel(ReadWorkflow read, TryConnection connection, Words words) : StepPage
{
    public WorkflowView View { get; private set; } = null!;

    // A reload or a bookmark of the posted form leads back to the step.
    public IActionResult OnGet(Guid id, string key) => Redirect($"/{Workspace.Slug}/workflows/{id}?step={key}");

    public async Task<IActionResult> OnPostAsync(Guid id, string key, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, key, stop) is not { } view)
            return NotFound();
        if (view.Open is not { } step)
            return NotOpen(view);

        var tried = step.Account is { } account
            ? await connection.TryAsync(Workspace.Tenant, account.Id, UserId, stop)
            : new TryResult.Gone();

        // Read again: the first success makes the account active, a refusal may have stopped it.
        View = (await read.ReadAsync(Workspace, id, key, stop))! with { Tested = tried, Notice = new(Said(step, tried)) };
        return Request.Headers.ContainsKey(Htmx.HtmxHeaders.Request) ? Partial("_BuilderAndBanner", View) : Page();
    }

    private string Said(StepView step, TryResult tried) =>
        tried is TryResult.Answered ? words["Workflows.Answered", step.AppName] : words["Workflows.TestFailed", step.Node.Title];
}
