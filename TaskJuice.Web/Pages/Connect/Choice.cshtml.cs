using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connecting;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connect;

[FormStandsAt("/{workspace}/connect/flows/{id}")]
public sealed class ChoiceModel(ConnectFlows flows, ChooseExternalAccount choose) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? choice)
    {
        if (await flows.FindAsync(Workspace.Tenant, UserId, id) is not { } flow)
            return NotFound();

        await choose.ChooseAsync(flow, choice ?? "");
        return RedirectTo($"/{Workspace.Slug}/connect/flows/{id}");
    }
}
