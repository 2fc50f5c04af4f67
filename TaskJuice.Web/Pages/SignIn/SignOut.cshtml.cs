using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.SignIn;

public sealed class SignOutModel(SignInManager<User> session) : PageModel
{
    public IActionResult OnGet() => StatusCode(StatusCodes.Status405MethodNotAllowed);

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.EndSessionAsync();
        await session.SignOutAsync();
        return Redirect(SessionEnded.SignInPath);
    }
}
