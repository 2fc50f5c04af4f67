using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class AddModel(ReadWorkflow read, ReadPicker pickers, AddStep add, AnswerChange answers, Words words) : WorkspacePage
{
    public OperationPicker Picker { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string? after, string? q, string? app, CancellationToken stop) =>
        await FillAsync(id, after, q, app, stop) ? FragmentOrPage("_Pick", Picker) : NotFound();

    public async Task<IActionResult> OnPostAsync(
        Guid id, string? after, string? app, [FromForm] string? operation, CancellationToken stop)
    {
        var change = await add.AddAsync(Workspace, id, after, app ?? "", operation ?? "", stop);
        if (change is StepChange.Done { Step: { } step } && await answers.AfterAsync(this, id, change, step.Key, stop) is { } answer)
        {
            Response.Headers[HtmxHeaders.Trigger] = "dialog:close";
            return (answer with { View = answer.View with { FocusPanel = true } }).On(this);
        }

        if (!await FillAsync(id, after, null, app, stop))
            return NotFound();

        Picker = Picker with { FormError = (change as StepChange.Refused)?.Reason };
        Response.Headers[HtmxHeaders.Retarget] = "#dialog-body";
        Response.Headers[HtmxHeaders.Reswap] = "innerHTML";
        return Invalid("_Pick", Picker);
    }

    private async Task<bool> FillAsync(Guid id, string? after, string? query, string? app, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, id, null, stop) is not { } view)
            return false;

        after = string.IsNullOrEmpty(after) ? null : after;
        var kind = after is null && !view.HasTrigger ? OperationKind.Trigger : OperationKind.Action;
        var title = words[kind == OperationKind.Trigger ? "Workflows.AddTrigger" : "Workflows.AddStep"];
        Picker = await pickers.ReadAsync(view, kind, title, $"{view.Path}/steps/add", query, app, stop) with { After = after };
        return true;
    }
}
