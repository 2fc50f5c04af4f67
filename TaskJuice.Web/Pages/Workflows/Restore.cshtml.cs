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
        // Someone else may have restored it already, which has the same result.
        await workflows.RestoreAsync(Workspace, id, stop);
        return await read.ReadAsync(Workspace, id, null, stop) is { } view
            ? RedirectBrowserTo(open ? view.Path : $"/{Workspace.Slug}/workflows", new Toast(words["Workflows.IsBack", view.Workflow.Name]))
            : NotFound();
    }
}
