using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows/{id}")]
public sealed class DeleteModel(DeleteWorkflow workflows) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) =>
        await workflows.DeleteAsync(Workspace, id, stop) ? RedirectBrowserTo($"/{Workspace.Slug}/workflows?deleted={id}") : NotFound();
}
