using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>One connection of the workspace's list.</summary>
public sealed record ConnectionRow(Connection Connection, App? App, int Steps)
{
    public string AppName => App?.Name ?? Connection.App;

    public AppMark Mark => App is null ? AppMark.OfMissing(Connection.App) : AppMark.Of(App);

    public string UsedIn => Steps switch
    {
        0 => "not used yet",
        1 => "used in 1 step",
        _ => $"used in {Steps} steps",
    };
}

/// <summary>Reads a workspace's connections, those that need a person first.</summary>
public sealed class ListConnections(TaskJuiceDb db, AppCatalog catalog)
{
    public async Task<IReadOnlyList<ConnectionRow>> ListAsync(Workspace workspace, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        var connections = await session.Connections.AsNoTracking().OrderBy(row => row.App).ThenBy(row => row.Label).ToListAsync(stop);
        var uses = await session.Nodes.Where(node => node.ConnectionId != null && node.RemovedAt == null)
            .GroupBy(node => node.ConnectionId!.Value).ToDictionaryAsync(steps => steps.Key, steps => steps.Count(), stop);
        return [.. connections.OrderByDescending(row => row.Status == ConnectionStatus.Error)
            .Select(row => new ConnectionRow(row, catalog.Find(row.App), uses.GetValueOrDefault(row.Id)))];
    }
}
