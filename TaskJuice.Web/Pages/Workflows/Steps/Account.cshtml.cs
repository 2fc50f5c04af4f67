using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class AccountModel(ReadWorkflow read, ChooseAccount choose, AnswerChange answers) : StepPage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string key, string? q, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, key, stop) is not { } view)
            return NotFound();
        if (view.Open is not { IsKnown: true } step)
            return NotOpen(view);

        View = view with { Picking = true };
        Response.Headers.Vary = HtmxHeaders.Request;
        return Request.WantsFragment() ? ViewComponent(typeof(ConnectionPicker), new { panel = new StepPanel(view, step), q }) : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        Guid id, string key, [FromForm] Guid connection, [FromForm] ExpectedVersion seen, CancellationToken stop)
    {
        var change = await choose.ChooseAsync(Workspace, id, key, connection, seen, stop);
        if (await answers.AfterAsync(this, id, change, key, stop) is not { } answer)
            return NotFound();

        View = answer.View;
        return answer.On(this);
    }
}
