using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Vault;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>
/// The redirect URI. Anonymous, because a redirect to sign-in would copy code and state into another address; the use case decides who may
/// finish.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, NoHead]
public sealed class CallbackModel(FinishAuthorization finish, Words words) : PageModel
{
    private static readonly string[] Parameters = ["state", "code", "error", "iss"];

    public string Heading { get; private set; } = "";

    public string Explanation { get; private set; } = "";

    /// <summary>The label of the only button, and its address.</summary>
    public string Button { get; private set; } = "";

    public string Address { get; private set; } = "";

    /// <summary>True for a redirect URI.</summary>
    public static bool IsAt(PathString path) => path.StartsWithSegments("/oauth/callback");

    private Guid? UserId => Guid.TryParse(User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public async Task<IActionResult> OnGetAsync(string app, string client)
    {
        // A code works once: it must not be used up by a prefetch.
        if (Request.LooksAhead())
        {
            Response.Headers[ReadableRequests.Problem] = AheadOfTime.Problem;
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        switch (await finish.FinishAsync(Read(app, client)))
        {
            case FinishResult.Flow flow:
                Response.ReleaseBrowser(flow.FlowId);
                Response.Headers.Location = $"/{flow.WorkspaceSlug}/connect/flows/{flow.FlowId}";
                return StatusCode(StatusCodes.Status303SeeOther);
            case FinishResult.OtherBrowser:
                return Refuse("OtherBrowser", "/");
            case FinishResult.OtherPerson other when UserId is null:
                return Refuse("SignedOut", SignInAddress(other.Back));
            case FinishResult.OtherPerson:
                return Refuse("OtherPerson", "/");
            case FinishResult.SessionEnded { Back: var (slug, to) }:
                return Refuse("SessionEnded", ConnectView.Address(slug, to, null));
            case FinishResult.NotAllowed:
                return Refuse("NotAllowed", "/");
            case FinishResult.Unknown:
                return Refuse("LinkUsed", "/");
            case FinishResult.Doubled:
                return Refuse("Doubled", "/");
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>
    /// A response as a form post (OAuth 2.0 Form Post Response Mode). A cross-site post carries none of our cookies, a redirect does.
    /// </summary>
    public IActionResult OnPost()
    {
        var answer = Parameters.SelectMany(name => Request.Form[name].Select(value => KeyValuePair.Create(name, value)));
        Response.Headers.Location = Request.Path + QueryString.Create(answer);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private AuthorizationResponse Read(string app, string client) => new()
    {
        App = app,
        Client = client,
        UserId = UserId,
        Browser = Request.BoundBrowser,
        State = new Secret(Only("state") ?? ""),
        Code = new Secret(Only("code") ?? ""),
        Error = Only("error"),
        Issuer = Only("iss"),
        IsDoubled = Parameters.Any(name => Request.Query[name].Count > 1),
    };

    private string? Only(string name) => Request.Query[name] is [var value] ? value : null;

    private static string SignInAddress((string WorkspaceSlug, ReturnTo To)? back) => back is var (slug, to)
        ? $"/sign-in{QueryString.Create(SessionEnded.ReturnParameter, ConnectView.Address(slug, to, null))}"
        : "/sign-in";

    private PageResult Refuse(string what, string address)
    {
        Heading = words[$"Connect.{what}Title"];
        Explanation = words[$"Connect.{what}Text"];
        Button = words[$"Connect.{what}Button"];
        Address = address;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
