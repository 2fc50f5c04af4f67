using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Notifications;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>The bell: the number of unread notifications, and a list of them.</summary>
public sealed class Bell(ReadNotices read) : ViewComponent
{
    public const int MostRows = 4;

    /// <param name="workspace">The workspace.</param>
    /// <param name="open">True when the menu is open.</param>
    /// <param name="focus">True when this response removes the button that was used.</param>
    public async Task<IViewComponentResult> InvokeAsync(Workspace workspace, bool open = false, bool focus = false)
    {
        var userId = Guid.Parse(UserClaimsPrincipal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        return View((await read.SummaryAsync(workspace, userId, HttpContext.RequestAborted), open, focus));
    }
}
