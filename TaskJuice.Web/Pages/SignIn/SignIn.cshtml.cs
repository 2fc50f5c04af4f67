using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.SignIn;

[AllowAnonymous]
public sealed class SignInModel(SignInPerson signIn, IHostEnvironment environment) : PageModel
{
    public const string DemoPassword = "TaskJuice-demo-1";

    // One sentence for every reason, so that it does not tell which addresses have an account.
    private const string Refusal = "This email and password do not belong together. After many tries you have to wait ten minutes.";

    public string? Email { get; private set; }

    public string? Trouble { get; private set; }

    public string Return { get; private set; } = "/";

    public IReadOnlyList<string> Demo => environment.IsDevelopment() ? ["ada@example.test", "grace@example.test"] : [];

    public void OnGet([FromQuery(Name = SessionEnded.ReturnParameter)] string? destination) => Return = Local(destination);

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? email, [FromForm] string? password, [FromForm(Name = SessionEnded.ReturnParameter)] string? destination)
    {
        (Email, Return) = (email, Local(destination));
        var entered = await signIn.EnterAsync(email ?? "", password ?? "", HttpContext.Connection.RemoteIpAddress);
        if (entered == Entry.Opened)
            return LocalRedirect(Return);

        Trouble = Refusal;
        Response.StatusCode = entered == Entry.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private string Local(string? destination) => Url.IsLocalUrl(destination) && destination.StartsWith('/') ? destination : "/";
}
