using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connections.Connecting;

namespace TaskJuice.Web.Pages.Connect;

public sealed class CancelModel(CancelAuthorization cancel) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await cancel.CancelAsync(Workspace.Tenant, UserId, id);
        return SeeOther($"/{Workspace.Slug}/connect/flows/{id}");
    }
}
