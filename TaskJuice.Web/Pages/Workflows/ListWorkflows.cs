using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Reads a workspace's workflows, the ones changed last first.</summary>
public sealed class ListWorkflows(TaskJuiceDb db, AppCatalog catalog)
{
    public async Task<IReadOnlyList<WorkflowLine>> AllAsync(Workspace workspace, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        var workflows = await session.Workflows.AsNoTracking().OrderByDescending(row => row.ChangedAt).ToListAsync(stop);
        var nodes = await session.Nodes.AsNoTracking().Where(node => node.RemovedAt == null).OrderBy(node => node.Position).ToListAsync(stop);
        var used = nodes.Select(node => node.ConnectionId).OfType<Guid>().Distinct().ToList();
        var accounts = await session.Connections.AsNoTracking().Where(row => used.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);
        var steps = nodes.ToLookup(node => node.WorkflowId, node => View(node, accounts));
        return [.. workflows.Select(row => new WorkflowLine(row.Id, row.Name, row.ChangedAt, [.. steps[row.Id]]))];
    }

    private StepView View(Core.Workflows.Node node, Dictionary<Guid, Connection> accounts)
    {
        var app = catalog.Find(node.App);
        var account = node.ConnectionId is { } id ? accounts.GetValueOrDefault(id) : null;
        return new StepView(node, node.Position + 1, app, app?.Node(node.Action), account);
    }
}

/// <summary>One workflow in the list.</summary>
public sealed record WorkflowLine(Guid Id, string Name, DateTimeOffset ChangedAt, IReadOnlyList<StepView> Steps)
{
    public int Unfinished => Steps.Count(step => step.NeedsAttention);

    /// <summary>One mark per app, in the order of the steps.</summary>
    public IEnumerable<AppMark> Marks => Steps.Select(step => step.Mark).Distinct();
}
