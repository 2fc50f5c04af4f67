using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Reads which apps a workspace has connected.</summary>
public sealed class ConnectedApps(TaskJuiceDb db)
{
    /// <summary>Slugs of the apps.</summary>
    public async Task<IReadOnlySet<string>> InAsync(Workspace workspace, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        return await session.Connections.Select(connection => connection.App).Distinct().ToHashSetAsync(stop);
    }
}
