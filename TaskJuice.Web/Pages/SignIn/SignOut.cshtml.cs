using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.SignIn;

public sealed class SignOutModel(SignInManager<User> session, LastPerson last) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        if (Guid.TryParse(User.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
            last.Remember(Response, person);
        await HttpContext.EndSessionAsync();
        await session.SignOutAsync();
        return Redirect(SessionEnded.SignInPath);
    }
}
