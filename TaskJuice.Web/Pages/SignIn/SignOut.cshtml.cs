using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.SignIn;

public sealed class SignOutModel(SignInManager<User> session, CancelAuthorization cancel, LastPerson last) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        var ended = await HttpContext.EndSessionAsync();
        if (Guid.TryParse(User.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
        {
            last.Remember(Response, person);
            if (ended is { } row)
                await cancel.EndWithSessionAsync(person, row);
        }

        await session.SignOutAsync();
        return Redirect(SessionEnded.SignInPath);
    }
}
