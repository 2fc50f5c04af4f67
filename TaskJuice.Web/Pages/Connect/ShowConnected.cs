using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Workflows;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>
/// After connecting: on the builder, one answer closes the dialog and renews panel, picker, badge, counter and banner; anywhere else the
/// browser goes to the step, the guide or the connection.
/// </summary>
public sealed class ShowConnected(ReadWorkflow read, AppCatalog catalog, Words words)
{
    public async Task<IActionResult> AnswerAsync(WorkspacePage page, ConnectFlow flow, CancellationToken stop)
    {
        var address = ConnectView.Address(page.Workspace.Slug, flow.Return, flow.ConnectionId ?? flow.Reconnects);
        if (!page.Request.WantsFragment() || !IsOnBuilder(page.Request, flow.Return)
            || await read.ReadAsync(page.Workspace, flow.Return.WorkflowId!.Value, flow.Return.Step, stop) is not { } view)
            return page.LeaveFor(address);

        var headers = page.Response.Headers;
        headers[HtmxHeaders.Retarget] = "#builder";
        headers[HtmxHeaders.Reswap] = "outerHTML";
        headers[HtmxHeaders.Trigger] = "dialog:close";
        headers[HtmxHeaders.PushUrl] = address;
        return page.Partial("_BuilderAndBanner", view with { FocusPanel = true, Notice = NoticeOf(flow) });
    }

    /// <summary>What was asked for and not granted, in the words of the app's file.</summary>
    public IEnumerable<string> Missing(ConnectFlow flow) =>
        catalog.Find(flow.App)?.Method(flow.Method) is OAuthMethod method
            ? method.Explain(flow.MissingScopes)
            : flow.MissingScopes;

    private Notice? NoticeOf(ConnectFlow flow) =>
        flow.Outcome == ConnectOutcome.Cancelled ? null : new(FlowWords.Notice(words, flow, Missing(flow)));

    private static bool IsOnBuilder(HttpRequest request, ReturnTo to) =>
        to.WorkflowId is { } workflow && Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var current)
            && current.AbsolutePath.EndsWith($"/workflows/{workflow}", StringComparison.OrdinalIgnoreCase);
}
