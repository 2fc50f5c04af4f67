using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Reads a workflow the way the builder shows it.</summary>
public sealed class ReadWorkflow(TaskJuiceDb db, AppCatalog catalog)
{
    private const int RemovedShown = 5;

    /// <summary>The workflow with the panel of <paramref name="step"/> open, or null when the workspace has no such workflow.</summary>
    public async Task<WorkflowView?> ReadAsync(Workspace workspace, Guid id, string? step, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        var workflow = await session.Workflows.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, stop);
        if (workflow is null)
            return null;

        // Those that were taken out may be many more than those that are left.
        var all = session.Nodes.AsNoTracking().Where(node => node.WorkflowId == id);
        var nodes = await all.Where(node => node.RemovedAt == null).ToListAsync(stop);
        nodes.AddRange(await all.Where(node => node.RemovedAt != null).OrderByDescending(node => node.RemovedAt).Take(RemovedShown).ToListAsync(stop));
        if (step is not null && !nodes.Exists(node => node.Key == step))
            nodes.AddRange(await all.Where(node => node.Key == step).ToListAsync(stop));
        var used = nodes.Select(node => node.ConnectionId).OfType<Guid>().Distinct().ToList();
        var accounts = await session.Connections.AsNoTracking().Where(row => used.Contains(row.Id)).ToDictionaryAsync(row => row.Id, stop);

        var alike = await NamedAlike.AmongAsync(session, accounts.Values, stop);
        StepView View(Node node, int number) => ViewOf(node, number, accounts, alike);

        List<StepView> steps = [.. new StepList(nodes).Steps.Select((node, index) => View(node, index + 1))];
        List<StepView> removed = [.. nodes
            .Where(node => node.RemovedAt is not null)
            .OrderByDescending(node => node.RemovedAt)
            .Take(RemovedShown)
            .Select(node => View(node, node.Position + 1))];
        return new WorkflowView(workspace, workflow, steps, removed, steps.Find(view => view.Node.Key == step))
        {
            OutOfList = nodes.Find(node => node.Key == step && node.RemovedAt is not null),
        };
    }

    /// <summary>The workflow when it was deleted, or null.</summary>
    public async Task<Workflow?> DeletedAsync(Workspace workspace, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(workspace.Tenant, stop);
        return await session.Workflows.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.RemovedAt != null, stop);
    }

    private StepView ViewOf(Node node, int number, Dictionary<Guid, Connection> accounts, IReadOnlySet<Guid> alike)
    {
        var app = catalog.Find(node.App);
        var account = node.ConnectionId is { } id ? accounts.GetValueOrDefault(id) : null;
        return new StepView(node, number, app, app?.Node(node.Action), account) { IsAlike = account is not null && alike.Contains(account.Id) };
    }
}
