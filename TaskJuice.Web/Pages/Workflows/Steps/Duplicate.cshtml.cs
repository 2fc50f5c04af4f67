using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Workflows.Steps;

[FormStandsAt("/{workspace}/workflows/{id}")]
public sealed class DuplicateModel(DuplicateStep duplicate, AnswerChange answers) : WorkspacePage
{
    public WorkflowView View { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync(Guid id, string key, string? step, CancellationToken stop)
    {
        var change = await duplicate.DuplicateAsync(Workspace, id, key, stop);
        if (await answers.AfterAsync(this, id, change, (change as StepChange.Done)?.Step?.Key ?? step, stop) is not { } answer)
            return NotFound();

        View = answer.View;
        return answer.On(this);
    }
}
