using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Shared;

public sealed class WorkspaceSwitcher(FindWorkspace find) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Workspace current)
    {
        var all = await find.AllAsync(Guid.Parse(UserClaimsPrincipal.FindFirstValue(ClaimTypes.NameIdentifier)!), HttpContext.RequestAborted);
        return View((current, all));
    }
}
