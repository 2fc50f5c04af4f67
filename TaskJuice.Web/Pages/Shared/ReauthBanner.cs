using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Says which connections only a person can repair, and leads there. Empty when there are none.</summary>
public sealed class ReauthBanner(TaskJuiceDb db, AppCatalog catalog) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Workspace workspace)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, HttpContext.RequestAborted);
        var broken = await session.Connections.AsNoTracking().Where(row => row.Status == ConnectionStatus.Error)
            .OrderBy(row => row.TroubleSince).ToListAsync(HttpContext.RequestAborted);
        if (broken.Count == 0)
            return View(new List<ReauthRow>());

        var ids = broken.Select(row => (Guid?)row.Id).ToList();
        var steps = await session.Nodes.AsNoTracking().Where(node => ids.Contains(node.ConnectionId) && node.RemovedAt == null)
            .ToListAsync(HttpContext.RequestAborted);
        return View(broken.ConvertAll(row => Row(workspace, row, steps.Find(node => node.ConnectionId == row.Id))));
    }

    private ReauthRow Row(Workspace workspace, Connection connection, Node? step) => new(
        catalog.Find(connection.App)?.Name ?? connection.App,
        connection.Label,
        $"/{workspace.Slug}/connect/{connection.App}?connection={connection.Id}{(step is null ? "" : $"&workflow={step.WorkflowId}&step={step.Key}")}");
}

/// <summary>One broken connection in the banner.</summary>
public sealed record ReauthRow(string App, string Label, string Address);
