using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>
/// Redirects a request for a workflow that was deleted meanwhile to the workflow's page, which says so and offers to restore it.
/// </summary>
public sealed class TellDeleted(ReadWorkflow read) : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context is { Result: NotFoundResult, Controller: WorkspacePage { Workspace: { } workspace } page }
            && Guid.TryParse(context.RouteData.Values["id"] as string, out var id)
            && await read.DeletedAsync(workspace, id, context.HttpContext.RequestAborted) is not null)
            context.Result = page.RedirectBrowserTo($"/{workspace.Slug}/workflows/{id}");
        await next();
    }
}
