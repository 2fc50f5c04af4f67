using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Workflows.Steps;

public sealed class MoveModel(MoveStep move, ReadWorkflow read) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync(Guid id, string key, [FromForm] Direction to, string? step, CancellationToken stop)
    {
        var change = await move.MoveAsync(Workspace, id, key, to == Direction.Up, stop);
        if (await read.AfterAsync(this, id, change, step, stop) is not { } answer)
            return NotFound();

        View = answer.View;
        return Answer(answer.Status, answer.Address, "_BuilderAnswer", View);
    }

    public enum Direction
    {
        Up,
        Down,
    }
}
