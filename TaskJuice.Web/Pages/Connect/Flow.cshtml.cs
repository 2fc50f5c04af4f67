using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>How an attempt to connect stands: a page for the window that came back, a fragment for the panel that waits.</summary>
public sealed class FlowModel(ConnectFlows flows, AppCatalog catalog, ShowConnected connected) : WorkspacePage
{
    public ConnectFlow Flow { get; private set; } = null!;

    public string AppName => catalog.Find(Flow.App)?.Name ?? Flow.App;

    public FlowWords Words => FlowWords.Of(Flow, AppName);

    public string Heading => Flow.State == FlowState.Choosing ? $"Choose the {ChoiceLabel}" : Words.Heading;

    public string ChoiceLabel => ((catalog.Find(Flow.App)?.Method(Flow.Method) as OAuthMethod)?.AfterConsent?.Label ?? "account").ToLowerInvariant();

    public string Path => $"/{Workspace.Slug}/connect/flows/{Flow.Id}";

    public string Back => ConnectView.StepAddress(Workspace.Slug, Flow.Return);

    public string TryAgain => $"/{Workspace.Slug}/connect/{Flow.App}{QueryString.Create(new Dictionary<string, string?>
    {
        ["workflow"] = Flow.Return.WorkflowId?.ToString(),
        ["step"] = Flow.Return.Step,
        ["connection"] = Flow.Reconnects?.ToString(),
        ["method"] = Flow.Method,
    }.Where(pair => pair.Value is not null))}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await flows.FindAsync(Workspace.Tenant, UserId, id) is not { } flow)
            return Request.WantsFragment() ? StatusCode(StatusCodes.Status204NoContent) : NotFound();

        Flow = flow;
        if (Request.WantsFragment())
            return await ForPanelAsync(stop);

        // Without a popup this window is the builder's own, so it goes straight back to the step.
        return flow is { State: FlowState.Finished, InPopup: false } && Words.Good ? Redirect(Back) : Page();
    }

    private async Task<IActionResult> ForPanelAsync(CancellationToken stop)
    {
        if (Flow.State != FlowState.Finished)
            return StatusCode(StatusCodes.Status204NoContent);

        using var span = FinishAuthorization.Join(Flow.Trace, "connect.show");
        span?.SetTag("outcome", Flow.Outcome.ToString());
        return Words.Good ? await connected.AnswerAsync(this, Flow.Return, Flow.Label!, stop) : Partial("_FlowEnded", this);
    }
}
