using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Pages.Workflows;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>
/// The response after connecting: in the builder, one response closes the dialog and updates panel, picker, badge, counter and banner;
/// elsewhere, the browser is redirected to the step, the guide or the connection. Either way, a message says what happened.
/// </summary>
public sealed class ShowConnected(ReadWorkflow read, AppCatalog catalog, Words words)
{
    public async Task<IActionResult> AnswerAsync(WorkspacePage page, ConnectFlow flow, CancellationToken stop)
    {
        var address = ConnectView.Address(page.Workspace.Slug, flow.Return, flow.ConnectionId ?? flow.Reconnects);
        if (!page.Request.WantsFragment() || BuilderBehind(page.Request) is not { } behind || behind.Workflow != flow.Return.WorkflowId
            || await read.ReadAsync(page.Workspace, behind.Workflow, flow.Return.Step, stop) is not { } view)
            return page.RedirectBrowserTo(address, ToastOf(flow));

        page.Response.Headers[HtmxHeaders.Trigger] = "dialog:close";
        page.Response.Headers[HtmxHeaders.PushUrl] = address;
        return Builder(page, view with { FocusPanel = true, Notice = ToastOf(flow) is { } toast ? new(toast.Text) : null });
    }

    /// <summary>
    /// The response for a page whose dialog was closed: a builder is updated in place, any other page is reloaded, and both show the
    /// outcome. The person stays on the page.
    /// </summary>
    public async Task<IActionResult> AnswerLateAsync(WorkspacePage page, Toast toast, CancellationToken stop)
    {
        if (BuilderBehind(page.Request) is { } behind
            && await read.ReadAsync(page.Workspace, behind.Workflow, behind.Step, stop) is { } view)
            return Builder(page, view with { Notice = new(toast.Text, toast.IsRefusal) });

        page.Carry(toast);
        page.Response.Headers[HtmxHeaders.Refresh] = "true";
        return new OkResult();
    }

    /// <summary>The permissions that were requested and not granted, in the words of the app's file.</summary>
    public IEnumerable<string> Missing(ConnectFlow flow) =>
        catalog.Find(flow.App)?.Method(flow.Method) is OAuthMethod method
            ? method.Explain(flow.MissingScopes)
            : flow.MissingScopes;

    /// <summary>The message about it, or null when the person cancelled it and therefore knows.</summary>
    public Toast? ToastOf(ConnectFlow flow) => flow.Outcome == ConnectOutcome.Cancelled ? null : new(Said(flow));

    // Only a step that waited for the account now uses it, and only steps that use it work again.
    private string Said(ConnectFlow flow) => flow switch
    {
        { MissingScopes.Count: 0, Reconnects: not null, Steps: 0 } => words["Connect.RepairedNotice.zero", flow.Label],
        { MissingScopes.Count: 0, Reconnects: null, Return.Step: null, Outcome: ConnectOutcome.Connected } =>
            words["Connect.ConnectedAlone", flow.Label],
        { MissingScopes.Count: 0, Reconnects: null, Return.Step: null, Outcome: ConnectOutcome.Updated } =>
            words["Connect.UpdatedAlone", flow.Label],
        _ => FlowWords.Notice(words, flow, Missing(flow)),
    };

    private static PartialViewResult Builder(WorkspacePage page, WorkflowView view)
    {
        page.Response.Headers[HtmxHeaders.Retarget] = "#builder";
        page.Response.Headers[HtmxHeaders.Reswap] = "outerHTML";
        return page.Partial("_BuilderAndBanner", view);
    }

    // The builder in the browser, behind a dialog or not, and the step open in it.
    private static (Guid Workflow, string? Step)? BuilderBehind(HttpRequest request) =>
        Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var current)
            && current.Segments is [_, _, "workflows/", var id] && Guid.TryParse(id, out var workflow)
            ? (workflow, QueryHelpers.ParseQuery(current.Query).GetValueOrDefault("step"))
            : null;
}
