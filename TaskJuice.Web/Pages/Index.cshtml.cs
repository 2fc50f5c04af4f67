using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages;

public sealed class IndexModel(FindWorkspace find) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        var workspaces = await find.AllAsync(Guid.Parse(User.FindFirstValue(ClaimTypes.NameIdentifier)!), stop);
        return workspaces.Count == 0 ? Page() : Redirect($"/{workspaces[0].Slug}/workflows");
    }
}
