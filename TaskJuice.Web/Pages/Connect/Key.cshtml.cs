using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Limiting;
using TaskJuice.Core.Naming;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

[LargestForm(64)]
[FormStandsAt("/{workspace}/connect/{app}", KeepsFields = true)]
public sealed class KeyModel(
    ReadConnect read, ConnectWithKey connect, ShowConnected connected, OftenAsked often, PersonLimits limits,
    CallWords calls, Words words) : WorkspacePage
{
    public ConnectView View { get; private set; } = null!;

    // Reloading or bookmarking the posted form leads to the form.
    public IActionResult OnGet(string app) => Redirect($"/{Workspace.Slug}/connect/{Uri.EscapeDataString(app)}{Request.QueryString}");

    public async Task<IActionResult> OnPostAsync(string app, [FromQuery] ConnectAddress address, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, app, address, stop) is not { Method: ApiKeyMethod method } view)
            return NotFound();

        var plain = PlainName.Check(Typed(ConnectView.NameField), Connection.LongestLabel);
        View = view with
        {
            Typed = new Dictionary<string, string?>(Readable(view.App, method))
            {
                [ConnectView.NameField] = plain.Again(Typed(ConnectView.NameField)),
            },
            Suggested = Typed(ConnectView.SuggestedField),
        };
        var name = plain.Text;

        // Show all errors at once: one must not hide the next.
        if (NameProblem(plain) is { } problem)
        {
            var problems = words.ProblemsOf(view.App, method, ConnectWithKey.ProblemsOf(view.App, method, Typed));
            return Again(new(problems) { [ConnectView.NameField] = problem });
        }

        if (await often.ObjectionAsync(this, limits.KeyTests) is { } objection)
        {
            View = View with { FormError = objection };
            return FragmentOrPage("_Connect", View);
        }

        var result = await connect.ConnectAsync(Pasted(method, name), stop);
        return result switch
        {
            KeyResult.Connected done => await connected.AnswerAsync(this, done.Flow, stop),
            KeyResult.Invalid invalid => Again(words.ProblemsOf(view.App, method, invalid.Problems)),
            KeyResult.Refused { Refusal: var refusal } => Again(calls.KeyRefused(refusal, view.App.Name), refusal.ProviderMessage),
            KeyResult.Unavailable { Failure: { IsWithheld: true } failure } =>
                Again(await calls.WhyAsync(this, failure, view.App.Name, stop), null),
            KeyResult.Unavailable { Failure: var failure } =>
                Offer(await calls.WhyAsync(this, failure, view.App.Name, stop), words["Calls.KeyNotChecked"]),
            KeyResult.NotAllowed => Again(words["Connect.NotAllowedText"], null),
            KeyResult.OtherAccount other => Decide(other.Flow),
            _ => throw new UnreachableException(),
        };
    }

    private string? NameProblem(TypedName name) =>
        words.ProblemOf(name, name.Text.Length == 0 ? words["Connect.NameMissing"] : words["Connect.NameTooLong", Connection.LongestLabel]);

    // The pasted key stays in its input: only the message above the form is swapped.
    private IActionResult Offer(string trouble, string reason)
    {
        View = View with { FormError = trouble, ProviderSays = reason, OffersUnchecked = true };
        Response.Headers[HtmxHeaders.Retarget] = "#connect-trouble-place";
        Response.Headers[HtmxHeaders.Reswap] = "innerHTML";
        return Invalid("_Trouble", View);
    }

    private IActionResult Decide(ConnectFlow flow)
    {
        if (Request.WantsFragment())
            return Partial("_DecideKey", (View, flow));

        return RedirectTo($"/{Workspace.Slug}/connect/flows/{flow.Id}");
    }

    private PastedKey Pasted(ApiKeyMethod method, string name) => new()
    {
        Workspace = Workspace,
        UserId = UserId,
        SessionId = SessionId,
        App = View.App,
        Method = method,
        Name = name,
        NameTyped = name != View.Suggested,
        Typed = Typed,
        Unchecked = Typed("unchecked") == "true",
        Return = View.Return,
        Reconnects = View.Reconnects?.Id,
    };

    private string? Typed(string key) => Request.Form[$"f.{key}"];

    private Dictionary<string, string?> Readable(App app, ApiKeyMethod method) =>
        app.Fields.Concat(method.Credentials).Where(field => !field.Secret).Select(field => field.Key).Append(ConnectView.NameField)
            .ToDictionary(key => key, Typed);

    private IActionResult Again(Dictionary<string, string> problems)
    {
        View = View with { Problems = problems };
        return Invalid("_Connect", View);
    }

    private IActionResult Again(string trouble, string? providerSays)
    {
        View = View with { FormError = trouble, ProviderSays = providerSays };
        return Invalid("_Connect", View);
    }
}
