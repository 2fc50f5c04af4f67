using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Managing;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>
/// Leads through the connections that need a person, one after the other. The address contains the initial list, so that completed ones
/// remain visible and a reload continues where it was.
/// </summary>
public sealed class ReconnectModel(ReconnectGuide guide, AppCatalog catalog) : WorkspacePage
{
    private string _ids = "";

    public IReadOnlyList<ConnectionDisplay> Round { get; private set; } = [];

    /// <summary>Connections that need a person and are not in this batch.</summary>
    public int Waiting { get; private set; }

    public int Done => Round.Count(face => !face.NeedsPerson);

    public bool IsOver => Done == Round.Count;

    public string Path => $"/{Workspace.Slug}/connections";

    /// <summary>The address of the dialog that reconnects one of them and returns here.</summary>
    public string ReconnectOf(ConnectionDisplay face) => $"{face.ReconnectIn(Workspace.Slug)}&return=guide&ids={_ids}";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? ids, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(ids) && await guide.BrokenAsync(Workspace.Tenant, stop) is { Count: > 0 } broken)
            return Redirect($"{Path}/reconnect?ids={ReconnectGuide.Written(broken)}");

        var known = ReconnectGuide.Read(ids);
        _ids = ReconnectGuide.Written(known);
        var round = await guide.ReadAsync(Workspace.Tenant, known, stop);
        Round = [.. round.Connections.Select(connection => new ConnectionDisplay(connection, catalog.Find(connection.App)))];
        Waiting = round.Waiting;
        return Page();
    }
}
