using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class MoveModel(MoveStep move, ReadWorkflow read, AnswerChange answers) : StepPage
{
    public WorkflowView View { get; private set; } = null!;

    /// <summary>The step to move; null when the builder is shown.</summary>
    public StepView? Step { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string key, string? step, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, key, stop) is not { } view)
            return NotFound();
        if (view.Open is not { } moved)
            return NotOpen(view);

        View = view with { Open = step is null ? null : view.Find(step) };
        Step = moved;
        return FragmentOrPage("_MoveTo");
    }

    public async Task<IActionResult> OnPostAsync(
        Guid id, string key, [FromForm] string? to, [FromForm] ExpectedVersion seen, string? step, CancellationToken stop)
    {
        var change = await move.MoveAsync(Workspace, id, key, to, seen, stop);
        if (await answers.AfterAsync(this, id, change, step, stop) is not { } answer)
            return NotFound();

        View = answer.View;
        Response.Headers[HtmxHeaders.Trigger] = "dialog:close";
        return answer.On(this);
    }
}
