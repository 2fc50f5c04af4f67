using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connect;

public sealed class ConnectModel(ReadConnect read, KeptForm kept) : WorkspacePage
{
    public ConnectView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string app, [FromQuery] ConnectAddress address, CancellationToken stop)
    {
        if (await read.ReadAsync(Workspace, app, address, stop) is not { } view)
            return NotFound();

        View = view.WithTyped(kept.Read(HttpContext));
        return Show("_Connect", View);
    }
}
