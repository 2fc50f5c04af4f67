using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connecting;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connect;

[FormStandsAt("/{workspace}/connect/flows/{id}")]
public sealed class CancelModel(CancelAuthorization cancel) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await cancel.CancelAsync(Workspace.Tenant, UserId, id);
        return RedirectTo($"/{Workspace.Slug}/connect/flows/{id}");
    }
}
