using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class ChangeModel(ReadWorkflow read, ReadPicker pickers, ChangeStep change, AnswerChange answers, Words words) : StepPage
{
    public WorkflowView View { get; private set; } = null!;

    /// <summary>The choices; null when the builder is shown.</summary>
    public OperationPicker? Picker { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string key, string? q, string? app, CancellationToken stop) =>
        await FillAsync(id, key, q, app, stop) ?? FragmentOrPage("_Pick", Picker);

    public async Task<IActionResult> OnPostAsync(
        Guid id, string key, [FromForm] string? to, [FromForm] string? back, [FromForm] ExpectedVersion seen, CancellationToken stop)
    {
        var (app, operation) = to?.Split('/', 2) is [var slug, var action] ? (slug, action) : ("", "");
        var outcome = await change.ChangeAsync(Workspace, id, key, app, operation, back, seen, stop);
        if (outcome is StepChange.Refused refused)
            return await FillAsync(id, key, null, app, stop) ?? ChooseAgain(refused.Reason);
        if (await answers.AfterAsync(this, id, outcome, key, stop) is not { } answer)
            return NotFound();

        answer = answer with { View = answer.View with { FocusPanel = outcome is StepChange.Done } };
        View = answer.View;
        Response.Headers[HtmxHeaders.Trigger] = "dialog:close";
        return answer.On(this);
    }

    private IActionResult ChooseAgain(string reason)
    {
        Picker = Picker! with { FormError = reason };
        Response.Headers[HtmxHeaders.Retarget] = "#dialog-body";
        Response.Headers[HtmxHeaders.Reswap] = "innerHTML";
        return Invalid("_Pick", Picker);
    }

    private async Task<IActionResult?> FillAsync(Guid id, string key, string? query, string? app, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, key, stop) is not { } view)
            return NotFound();
        if (view.Open is not { } step)
            return NotOpen(view);

        var title = words["Workflows.ChangeHeading", step.Step.Title];
        Picker = await pickers.ReadAsync(view, step.Step.Kind, title, $"{view.Path}/steps/{key}/change", query, app, stop) with
        {
            Changed = step.Step,
        };
        return null;
    }
}
