using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Workflows;

public sealed class RenameModel(RenameWorkflow rename, ReadWorkflow read) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? name, string? step, CancellationToken stop)
    {
        var refusal = await rename.RenameAsync(Workspace, id, name, stop);
        if (await read.ReadAsync(Workspace, id, step, stop) is not { } view)
            return NotFound();

        View = view with { Notice = refusal is null ? new Notice($"Renamed to {view.Workflow.Name}") : new Notice(refusal, IsRefusal: true) };
        var status = refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Answer(status, View.Address, "_BuilderAnswer", View);
    }
}
