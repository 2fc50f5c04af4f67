using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows")]
public sealed class RestoreModel(DeleteWorkflow workflows, ReadWorkflow read) : WorkspacePage
{
    // Somebody else may have brought it back already: then it is there, which is what was asked for.
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] bool open, CancellationToken stop) =>
        await workflows.RestoreAsync(Workspace, id, stop) || await read.ReadAsync(Workspace, id, null, stop) is not null
            ? LeaveFor($"/{Workspace.Slug}/workflows{(open ? $"/{id}" : $"?restored={id}")}")
            : NotFound();
}
