using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Limiting;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

[LargestForm(64)]
[FormStandsAt("/{workspace}/connect/{app}", KeepsFields = true)]
public sealed class StartModel(
    ReadConnect read, StartAuthorization start, OftenAsked often, PersonLimits limits, Words words) : WorkspacePage
{
    public ConnectView View { get; private set; } = null!;

    /// <summary>
    /// The address this page navigates to. It is a page rather than a redirect, because forms may only target our own addresses
    /// (Content-Security-Policy form-action), including redirects.
    /// </summary>
    public Uri? Provider { get; private set; }

    // Reloading or bookmarking the posted form leads to the form.
    public IActionResult OnGet(string app) => Redirect($"/{Workspace.Slug}/connect/{Uri.EscapeDataString(app)}{Request.QueryString}");

    public async Task<IActionResult> OnPostAsync(
        string app, [FromQuery] ConnectAddress address, [FromForm] Guid flow, [FromForm] string? mode, CancellationToken stop)
    {
        if (flow == Guid.Empty || await read.ReadAsync(Workspace, app, address, stop) is not { Method: OAuthMethod method } view)
            return NotFound();

        View = view with
        {
            FlowId = flow,
            InPopup = mode == ConnectAddress.Popup,
            Typed = view.App.Fields.ToDictionary(field => field.Key, field => Typed(field.Key)),
        };
        if (await often.ObjectionAsync(this, limits.ConnectStarts) is { } objection)
        {
            View = View with { FormError = objection };
            return FragmentOrPage("_Connect", View);
        }

        switch (await start.StartAsync(Start(method, flow, mode == ConnectAddress.Popup)))
        {
            case StartResult.Started started:
                Response.BindBrowser(flow, started.Browser);
                Provider = started.Provider;
                return Page();
            case StartResult.Invalid invalid:
                View = View with { Problems = words.ProblemsOf(View.App, method, invalid.Problems) };
                return Invalid("_Connect", View);
            case StartResult.NotSetUp:
                View = View with { Method = null, Methods = [] };
                return Invalid("_Connect", View);
            default:
                throw new UnreachableException();
        }
    }

    private AuthorizationStart Start(OAuthMethod method, Guid flow, bool inPopup) => new()
    {
        Workspace = Workspace,
        UserId = UserId,
        SessionId = SessionId,
        App = View.App,
        Method = method,
        FlowId = flow,
        InPopup = inPopup,
        Return = View.Return,
        Reconnects = View.Reconnects?.Id,
        Typed = Typed,
    };

    private string? Typed(string key) => Request.Form[$"f.{key}"];
}
