using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>The state of a connect attempt: a page for the window that returned, a fragment for the waiting panel.</summary>
public sealed class FlowModel(ConnectFlows flows, AppCatalog catalog, ShowConnected connected, CallWords calls, Words words) : WorkspacePage
{
    private string? _why;

    public ConnectFlow Flow { get; private set; } = null!;

    public string AppName => catalog.Find(Flow.App)?.Name ?? Flow.App;

    public FlowWords Words => FlowWords.Of(words, Flow, AppName, _why);

    public bool IsDone => Flow.Outcome is ConnectOutcome.Connected or ConnectOutcome.Updated;

    /// <summary>The permissions that were not granted, in words.</summary>
    public IEnumerable<string> Missing => connected.Missing(Flow);

    public string Heading => Flow.State switch
    {
        FlowState.Choosing => words["Connect.ChoiceTitle", ChoiceLabel],
        FlowState.Deciding => words["Connect.DecideTitle"],
        _ => Words.Heading,
    };

    public string ChoiceLabel => (Method?.AfterConsent?.Label ?? words["Connect.Account"]).ToLowerInvariant();

    public string Path => $"/{Workspace.Slug}/connect/flows/{Flow.Id}";

    public string Back => ConnectView.Address(Workspace.Slug, Flow.Return, Flow.ConnectionId ?? Flow.Reconnects);

    public string TryAgain => $"/{Workspace.Slug}/connect/{Flow.App}{ConnectView.Query(Flow.Return, Flow.Reconnects, Flow.Method)}";

    public string AskAgainAddress =>
        $"/{Workspace.Slug}/connect/{Flow.App}{ConnectView.Query(Flow.Return, Flow.ConnectionId, Flow.Method)}"
        + (Flow.InPopup ? $"&window={ConnectAddress.Popup}" : "");

    /// <summary>The app to set up, if that is what helps.</summary>
    public App? ToSetUp => Flow.Outcome == ConnectOutcome.AppNotSetUp ? catalog.Find(Flow.App) : null;

    private OAuthMethod? Method => catalog.Find(Flow.App)?.Method(Flow.Method) as OAuthMethod;

    /// <param name="id">The flow.</param>
    /// <param name="seen">The question the panel already shows, so that polling does not ask it twice.</param>
    /// <param name="late">True when the request comes from a page whose dialog was closed: it only needs the outcome.</param>
    /// <param name="stop">Cancels the request.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, FlowState? seen, bool late, CancellationToken stop)
    {
        if (await flows.FindAsync(Workspace.Tenant, UserId, id) is not { } flow)
            return Request.WantsFragment() ? StatusCode(late ? StatusCodes.Status200OK : StatusCodes.Status204NoContent) : NotFound();

        Flow = flow;
        _why = flow.Failure is { } failure ? await calls.WhyAsync(this, failure, AppName, stop) : null;
        if (late && Request.WantsFragment())
            return await ForPageAsync(stop);
        if (Request.WantsFragment())
            return await ForPanelAsync(seen, stop);

        // Without a popup, this is the builder's own window, so it returns to the step directly.
        if (!IsDone || flow is not { InPopup: false, MissingScopes.Count: 0 })
            return Page();

        if (connected.ToastOf(flow) is { } toast)
            Carry(toast);
        return Redirect(Back);
    }

    // A person who cancelled it, or let it time out, is not notified of it.
    private async Task<IActionResult> ForPageAsync(CancellationToken stop) => Flow switch
    {
        { State: not FlowState.Finished } => StatusCode(StatusCodes.Status204NoContent),
        { Outcome: ConnectOutcome.Cancelled or ConnectOutcome.TimedOut } => StatusCode(StatusCodes.Status200OK),
        _ => await connected.AnswerLateAsync(
            this, IsDone ? connected.ToastOf(Flow)! : new(words["Connect.EndedLate", AppName, Words.Heading], IsRefusal: true), stop),
    };

    private async Task<IActionResult> ForPanelAsync(FlowState? seen, CancellationToken stop)
    {
        if (Flow.State == FlowState.Waiting || Flow.State == seen)
            return StatusCode(StatusCodes.Status204NoContent);
        if (Flow.State != FlowState.Finished)
            return Partial("_FlowAsks", this);

        using var span = FinishAuthorization.Join(Flow.Trace, "connect.show");
        span?.SetTag("outcome", Flow.Outcome.ToString());
        return IsDone ? await connected.AnswerAsync(this, Flow, stop) : Partial("_FlowEnded", this);
    }
}
