using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using TaskJuice.FakeProvider.Authorization;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.Ledger;
using TaskJuice.FakeProvider.People;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TaskJuice.FakeProvider.Pages;

/// <summary>The sign-in and consent page.</summary>
// A client may POST its request here, so the antiforgery token is required for decisions only.
[IgnoreAntiforgeryToken]
public sealed class AuthorizeModel(ClientRegister clients, GrantStore grants, CallNotes notes, IAntiforgery forms) : PageModel
{
    private const string Server = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    [BindProperty(SupportsGet = true, Name = AuthorizationCall.AccountField)]
    public string? Account { get; set; }

    public AuthorizationCall? Call { get; private set; }

    public Person? Person { get; private set; }

    public string? Problem { get; private set; }

    public bool AsksForConsent => Person is not null && Account == Person.Id;

    public IActionResult OnGet()
    {
        if (!ReadCall(out var call))
            return Page();
        var knobs = clients.KnobsOf(call.Client).Settings;
        notes.Outcome = knobs.Deny ? Errors.AccessDenied : "shown";
        if (knobs.Deny)
            return Refuse();
        if (Person.WithId(knobs.AutoApprove) is { } approver)
            return ApproveUnasked(call, approver, knobs);
        return Person is null ? RedirectToPage("SignIn", new { ReturnUrl = call.Url }) : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? decision, [FromForm(Name = AuthorizationCall.GrantedField)] string[] granted, [FromForm(Name = AuthorizationCall.TickedField)] bool ticked)
    {
        if (decision is null || !ReadCall(out var call))
            return OnGet();
        if (!AsksForConsent || !await forms.IsRequestValidAsync(HttpContext))
            return RedirectToPage("SignIn", new { ReturnUrl = call.Url });
        notes.Kind = "consent";
        notes.Account = Person!.Id;
        notes.Outcome = decision == "allow" ? "allowed" : "denied";
        return decision == "allow" ? Approve(call, Person, clients.KnobsOf(call.Client).Settings, ticked ? granted : call.Scopes) : Refuse();
    }

    public string SignInUrl => QueryHelpers.AddQueryString("/sign-in", "returnUrl", Call!.Url);

    private bool ReadCall(out AuthorizationCall call)
    {
        Person = Person.Of(User);
        if (HttpContext.GetOpenIddictServerResponse() is { Error.Length: > 0 } response)
        {
            Problem = response.ErrorDescription ?? response.Error;
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        var request = HttpContext.GetOpenIddictServerRequest() ?? new OpenIddictRequest();
        call = Call = new AuthorizationCall(request);
        notes.Client = request.ClientId;
        // With an account, the request comes from these pages rather than from the client.
        notes.Kind = Account is null ? notes.Kind : null;
        notes.Pkce = AuthorizationCall.PkceOf(request);
        return Problem is null;
    }

    private SignInResult ApproveUnasked(AuthorizationCall call, Person person, Knobs knobs)
    {
        notes.Account = person.Id;
        notes.WriteOnce(StatusCodes.Status302Found);
        notes.WriteAlso("consent", StatusCodes.Status302Found, "allowed");
        return Approve(call, person, knobs, call.Scopes);
    }

    private SignInResult Approve(AuthorizationCall call, Person person, Knobs knobs, IReadOnlyCollection<string> ticked) =>
        SignIn(call.Consent(person, grants, knobs, ticked), Server);

    private ForbidResult Refuse() => Forbid(new AuthenticationProperties(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The user denied access.",
    }), Server);
}
