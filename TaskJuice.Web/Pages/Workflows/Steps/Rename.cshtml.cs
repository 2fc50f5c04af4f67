using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Workflows.Steps;

[FormStandsAt("/{workspace}/workflows/{id}?step={key}", Keeps = [RenameStep.Field])]
public sealed class RenameModel(RenameStep rename, AnswerChange answers) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync(
        Guid id, string key, [FromForm] string? title, [FromForm] ExpectedVersion seen, string? step, CancellationToken stop)
    {
        var change = await rename.RenameAsync(Workspace, id, key, title, seen, stop);
        if (await answers.AfterAsync(this, id, change, step, stop) is not { } answer)
            return NotFound();

        View = answer.View;
        return answer.On(this);
    }
}
