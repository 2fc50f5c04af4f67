using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Vault;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>
/// Where providers send people back. Open to everybody, because sending somebody to sign in would put code and state into another
/// address; who may finish is decided by the use case.
/// </summary>
[AllowAnonymous]
public sealed class CallbackModel(FinishAuthorization finish) : PageModel
{
    public string Heading { get; private set; } = "";

    public string Explanation { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string app, string client)
    {
        switch (await finish.FinishAsync(Read(app, client)))
        {
            case FinishResult.Flow flow:
                Response.ReleaseBrowser(flow.FlowId);
                Response.Headers.Location = $"/{flow.WorkspaceSlug}/connect/flows/{flow.FlowId}";
                return StatusCode(StatusCodes.Status303SeeOther);
            case FinishResult.OtherBrowser:
                return Refuse(
                    "This was started in another browser",
                    "Connecting has to end in the browser where it began, so that nobody can finish it for you. Nothing was connected. Go back to that browser, or start again here.");
            case FinishResult.OtherPerson:
                return Refuse(
                    "You are not signed in as the person who started this",
                    "Nothing was connected. Sign in to TaskJuice again and start once more from the step.");
            case FinishResult.Unknown:
                return Refuse(
                    "This link was used already or has expired",
                    "A connect link works once, for ten minutes. Nothing was connected. Go back to the step and select Connect Account again.");
            default:
                throw new UnreachableException();
        }
    }

    private AuthorizationResponse Read(string app, string client) => new()
    {
        App = app,
        Client = client,
        UserId = Guid.TryParse(User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null,
        Browser = Request.BoundBrowser,
        State = new Secret(Only("state") ?? ""),
        Code = new Secret(Only("code") ?? ""),
        Error = Only("error"),
        Issuer = Only("iss"),
    };

    // RFC 6749 section 3.1: a parameter sent twice is an error, so neither value is trusted.
    private string? Only(string name) => Request.Query[name] is [var value] ? value : null;

    private PageResult Refuse(string heading, string explanation)
    {
        (Heading, Explanation) = (heading, explanation);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
