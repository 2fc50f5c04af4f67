using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class RenameModel(RenameStep rename, ReadWorkflow read) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync(Guid id, string key, [FromForm] string? title, string? step, CancellationToken stop)
    {
        var change = await rename.RenameAsync(Workspace, id, key, title, stop);
        if (await read.AfterAsync(this, id, change, step, stop) is not { } answer)
            return NotFound();

        View = answer.View;
        return Answer(answer.Status, answer.Address, "_BuilderAnswer", View);
    }
}
