using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>Lists a person's connect attempts that are open in popups, so that any page can show how they end.</summary>
public sealed class OpenFlows(ConnectFlows flows) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Workspace workspace)
    {
        var open = await flows.OpenAsync(
            workspace.Tenant, Guid.Parse(UserClaimsPrincipal.FindFirstValue(ClaimTypes.NameIdentifier)!), HttpContext.RequestAborted);
        return View(($"/{workspace.Slug}/connect/flows/", string.Join(' ', open.Select(flow => flow.Id))));
    }
}
