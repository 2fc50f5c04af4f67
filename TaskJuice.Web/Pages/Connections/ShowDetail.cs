using TaskJuice.Core.Catalog;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>Reads the content of one connection's page, for every response that shows it.</summary>
public sealed class ShowDetail(ReadConnection read, ReadHistory history, AppCatalog catalog)
{
    /// <summary>Returns null when the workspace has no such connection.</summary>
    public async Task<DetailView?> ReadAsync(Workspace workspace, Guid id, CancellationToken stop, Guid? below = null)
    {
        if (await read.ReadAsync(workspace.Tenant, id, stop) is not { } detail)
            return null;

        var face = new ConnectionDisplay(detail.Connection, catalog.Find(detail.Connection.App));
        return new(workspace, detail, face, await history.ReadAsync(workspace.Tenant, id, below, stop)) { IsOlder = below is not null };
    }
}
