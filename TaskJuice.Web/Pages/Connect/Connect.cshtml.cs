using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connections.Connecting;

namespace TaskJuice.Web.Pages.Connect;

public sealed class ConnectModel(ReadConnect read, ConnectFlows flows, TimeProvider clock) : WorkspacePage
{
    public ConnectView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string app, [FromQuery] ConnectAddress address, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, app, address, stop) is not { } view)
            return NotFound();

        // Whoever closed the dialog or loaded the page again goes on where they were.
        var waiting = (await flows.OpenAsync(Workspace.Tenant, UserId, stop)).FirstOrDefault(view.Is);
        View = waiting is null ? view : view with { FlowId = waiting.Id, Left = waiting.EndsAt - clock.GetUtcNow() };
        return Show("_Connect", View);
    }
}
