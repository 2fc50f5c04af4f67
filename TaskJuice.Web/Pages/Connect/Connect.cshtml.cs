using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connecting;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connect;

public sealed class ConnectModel(ReadConnect read, KeptForm kept, ConnectFlows flows, TimeProvider clock) : WorkspacePage
{
    public ConnectView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string app, [FromQuery] ConnectAddress address, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, app, address, stop) is not { } view)
            return NotFound();

        // After closing the dialog or reloading the page, a pending attempt continues.
        var waiting = (await flows.OpenAsync(Workspace.Tenant, UserId, stop)).FirstOrDefault(view.Is);
        var typed = view.WithTyped(kept.Read(HttpContext));
        View = waiting is null ? typed : typed with { FlowId = waiting.Id, Left = waiting.EndsAt - clock.GetUtcNow() };
        return FragmentOrPage("_Connect", View);
    }
}
