using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Notifications;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>The bell: how much is unread, and what.</summary>
public sealed class Bell(ReadNotices read) : ViewComponent
{
    public const int MostRows = 4;

    /// <param name="workspace">Where.</param>
    /// <param name="open">True when the person is working in the menu.</param>
    /// <param name="focus">True when the button that was pressed is gone with this answer.</param>
    public async Task<IViewComponentResult> InvokeAsync(Workspace workspace, bool open = false, bool focus = false) =>
        View((await read.SummaryAsync(workspace, Guid.Parse(UserClaimsPrincipal.FindFirstValue(ClaimTypes.NameIdentifier)!), HttpContext.RequestAborted), open, focus));
}
