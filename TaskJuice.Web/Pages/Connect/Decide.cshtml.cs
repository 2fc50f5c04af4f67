using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connecting;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connect;

[FormStandsAt("/{workspace}/connect/flows/{id}")]
public sealed class DecideModel(ConnectFlows flows, ResolveIdentityMismatch decide, ShowConnected connected) : WorkspacePage
{
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] MismatchDecision? decision, CancellationToken stop)
    {
        if (await flows.FindAsync(Workspace.Tenant, UserId, id) is not { } flow)
            return NotFound();
        if (decision is not { } wish)
            return BadRequest();

        var ended = await decide.DecideAsync(flow, wish);
        if (Request.WantsFragment())
            return await connected.AnswerAsync(this, ended, stop);

        return RedirectTo($"/{Workspace.Slug}/connect/flows/{id}");
    }
}
