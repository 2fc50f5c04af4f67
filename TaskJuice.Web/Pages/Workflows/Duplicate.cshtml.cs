using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows/{id}")]
public sealed class DuplicateModel(DuplicateWorkflow duplicate, Words words) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop) =>
        await duplicate.DuplicateAsync(Workspace, id, stop) is { } copy
            ? RedirectBrowserTo($"/{Workspace.Slug}/workflows/{copy.Id}", new Toast(words["Workflows.Copied", copy.Name]))
            : NotFound();
}
