using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows/{id}")]
public sealed class DuplicateModel(DuplicateWorkflow duplicate) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) =>
        await duplicate.DuplicateAsync(Workspace, id, stop) is { } copy ? LeaveFor($"/{Workspace.Slug}/workflows/{copy}") : NotFound();
}
