using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Notifications;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Lists the broken connections that a person has to reconnect, with links. Empty when this person has read all of them.</summary>
public sealed class ReauthBanner(ReadNotices read) : ViewComponent
{
    /// <summary>With more rows, the banner would push the page content down too far.</summary>
    public const int MostRows = 3;

    public async Task<IViewComponentResult> InvokeAsync(Workspace workspace)
    {
        var userId = Guid.Parse(UserClaimsPrincipal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        return View(await read.SummaryAsync(workspace, userId, HttpContext.RequestAborted));
    }
}
