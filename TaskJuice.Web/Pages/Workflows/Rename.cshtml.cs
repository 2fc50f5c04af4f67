using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Pages.Workflows.Steps;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows/{id}", Keeps = [RenameWorkflow.Field])]
public sealed class RenameModel(RenameWorkflow rename, AnswerChange answers) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync(
        Guid id, [FromForm] string? name, [FromForm] ExpectedVersion seen, string? step, CancellationToken stop)
    {
        var change = await rename.RenameAsync(Workspace, id, name, seen, stop);
        if (await answers.AfterAsync(this, id, change, step, stop) is not { } answer)
            return NotFound();

        View = answer.View;
        return answer.On(this);
    }
}
