using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Workflows;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>
/// After connecting: on the builder, one answer closes the dialog and renews panel, picker, badge, counter and banner; anywhere else the
/// browser goes to the step.
/// </summary>
public sealed class ShowConnected(ReadWorkflow read)
{
    public async Task<IActionResult> AnswerAsync(WorkspacePage page, ReturnTo to, string label, CancellationToken stop)
    {
        var address = ConnectView.StepAddress(page.Workspace.Slug, to);
        if (!page.Request.WantsFragment())
            return SeeOther(page, address);
        if (!IsOnBuilder(page.Request, to) || await read.ReadAsync(page.Workspace, to.WorkflowId!.Value, to.Step, stop) is not { } view)
            return Leave(page, address);

        var headers = page.Response.Headers;
        headers[HtmxHeaders.Retarget] = "#builder";
        headers[HtmxHeaders.Reswap] = "outerHTML";
        headers[HtmxHeaders.Trigger] = "dialog:close";
        headers[HtmxHeaders.PushUrl] = address;
        return page.Partial("_BuilderAndBanner", view with { FocusPanel = true, Notice = new($"Connected {label}. This step uses it now.") });
    }

    private static StatusCodeResult SeeOther(PageModel page, string address)
    {
        page.Response.Headers.Location = address;
        return new(StatusCodes.Status303SeeOther);
    }

    private static OkResult Leave(PageModel page, string address)
    {
        page.Response.Headers[HtmxHeaders.Redirect] = address;
        return new();
    }

    private static bool IsOnBuilder(HttpRequest request, ReturnTo to) =>
        to.WorkflowId is { } workflow && Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var current)
            && current.AbsolutePath.EndsWith($"/workflows/{workflow}", StringComparison.OrdinalIgnoreCase);
}
