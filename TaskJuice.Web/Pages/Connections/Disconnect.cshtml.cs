using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Connections.Keeping;

namespace TaskJuice.Web.Pages.Connections;

public sealed class DisconnectModel(ShowDetail show, DisconnectConnection disconnect) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    /// <summary>True when somebody reconnected it while this person disconnected it.</summary>
    public bool WasOvertaken { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await show.ReadAsync(Workspace, id, stop) is not { } view)
            return NotFound();
        if (view.Face.Connection.Status == ConnectionStatus.Revoked)
            return LeaveFor(view.Path);

        View = view;
        return Show("_Disconnect");
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        switch (await disconnect.DisconnectAsync(Workspace.Tenant, id, UserId, stop))
        {
            case DisconnectResult.Disconnected:
                return LeaveFor($"/{Workspace.Slug}/connections/{id}");
            case DisconnectResult.Overtaken when await show.ReadAsync(Workspace, id, stop) is { } view:
                (View, WasOvertaken) = (view, true);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Show("_Disconnect");
            case DisconnectResult.Overtaken or DisconnectResult.Gone:
                return NotFound();
            default:
                throw new UnreachableException();
        }
    }
}
