using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Shared;

public sealed class ReauthBanner : ViewComponent
{
    public IViewComponentResult Invoke(Workspace workspace) => View(workspace);
}
