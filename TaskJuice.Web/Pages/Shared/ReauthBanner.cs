using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Notifications;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Says which connections only a person can repair, and leads there. Empty when this person has read all of them.</summary>
public sealed class ReauthBanner(ReadNotices read) : ViewComponent
{
    /// <summary>With more rows than this, the banner would push the page away.</summary>
    public const int MostRows = 3;

    public async Task<IViewComponentResult> InvokeAsync(Workspace workspace) =>
        View(await read.SummaryAsync(workspace, Guid.Parse(UserClaimsPrincipal.FindFirstValue(ClaimTypes.NameIdentifier)!), HttpContext.RequestAborted));
}
