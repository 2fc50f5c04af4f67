using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Storage;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.SignIn;

public sealed class SignOutModel(SignInManager<User> session, CancelAuthorization cancel) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        if (await HttpContext.EndSessionAsync() is { } ended)
            await cancel.EndWithSessionAsync(Guid.Parse(User.FindFirstValue(ClaimTypes.NameIdentifier)!), ended);
        await session.SignOutAsync();
        return Redirect(SessionEnded.SignInPath);
    }
}
