using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Revocation;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

public sealed class DisconnectModel(ShowDetail show, SharedAccess shared, DisconnectConnection disconnect, Words words) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    /// <summary>How many other connections of the account share the grant.</summary>
    public int Others { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await show.ReadAsync(Workspace, id, stop) is not { } view)
            return NotFound();
        if (view.Face.Connection.Status == ConnectionStatus.Revoked)
            return RedirectBrowserTo(view.Path);

        View = view;
        Others = await shared.OthersAsync(view.Face.Connection, stop);
        return FragmentOrPage("_Disconnect");
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] bool endsForAll, CancellationToken stop)
    {
        switch (await disconnect.DisconnectAsync(Workspace.Tenant, id, UserId, endsForAll, stop))
        {
            case DisconnectResult.Disconnected when await show.ReadAsync(Workspace, id, stop) is { } view:
                return RedirectBrowserTo(view.Path, new(words["Connections.Disconnected", view.Face.Connection.Label]));
            case DisconnectResult.Disconnected or DisconnectResult.Gone:
                return NotFound();
            default:
                throw new UnreachableException();
        }
    }
}
