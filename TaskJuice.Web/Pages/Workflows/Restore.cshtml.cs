using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows")]
public sealed class RestoreModel(DeleteWorkflow workflows, ReadWorkflow read, Words words) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] bool open, CancellationToken stop)
    {
        // Somebody else may have brought it back already: then it is there, which is what was asked for.
        await workflows.RestoreAsync(Workspace, id, stop);
        return await read.ReadAsync(Workspace, id, null, stop) is { } view
            ? RedirectBrowserTo(open ? view.Path : $"/{Workspace.Slug}/workflows", new Toast(words["Workflows.IsBack", view.Workflow.Name]))
            : NotFound();
    }
}
