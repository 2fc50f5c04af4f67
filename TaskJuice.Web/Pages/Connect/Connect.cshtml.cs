using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Connect;

public sealed class ConnectModel(ReadConnect read) : WorkspacePage
{
    public ConnectView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string app, [FromQuery] ConnectAddress address, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, app, address, stop) is not { } view)
            return NotFound();

        View = view;
        return Show("_Connect", View);
    }
}
