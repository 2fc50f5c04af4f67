using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.SignIn;

[AllowAnonymous]
public sealed class SignInModel(SignInPerson signIn, IHostEnvironment environment, Words words) : PageModel
{
    public const string DemoPassword = "TaskJuice-demo-1";

    public string? Email { get; private set; }

    public string? FormError { get; private set; }

    public string Return { get; private set; } = "/";

    public IReadOnlyList<string> Demo => environment.IsDevelopment() ? ["ada@example.test", "grace@example.test"] : [];

    /// <summary>Why the person has to sign in, in sentences; empty when they opened the page themselves.</summary>
    public IReadOnlyList<string> Why { get; private set; } = [];

    public void OnGet(
        [FromQuery(Name = SessionEnded.ReturnParameter)] string? destination, [FromQuery(Name = SessionEnded.WhyParameter)] string? why,
        [FromQuery(Name = SessionEnded.SentParameter)] string? sent)
    {
        Return = Url.OrStart(destination);
        Why = [.. Sentences(why, sent)];
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? email, [FromForm] string? password, [FromForm(Name = SessionEnded.ReturnParameter)] string? destination)
    {
        Email = email;
        Return = Url.OrStart(destination);
        var entered = await signIn.EnterAsync(email ?? "", password ?? "", HttpContext.Connection.RemoteIpAddress);
        if (entered is Entry.Opened)
            return LocalRedirect(Return);

        // One message for every reason, so that it does not reveal which addresses have an account.
        FormError = words["Frame.SignIn.Refused"];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        if (entered is Entry.TooMany { Wait: var wait })
            Response.AskToWait(wait);
        return Page();
    }

    private IEnumerable<string> Sentences(string? why, string? sent)
    {
        if (why is "changed" or "ended")
            yield return words[$"Frame.SignIn.Why.{why}"];
        if (sent is "kept" or "lost")
            yield return words[$"Frame.SignIn.Sent.{sent}"];
        if (Return != "/")
            yield return words["Frame.SignIn.Onward"];
    }
}
