using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Workflows.Steps;

/// <summary>Reads which apps a workspace uses.</summary>
public sealed class ReadUsedApps(TaskJuiceDb db)
{
    public async Task<UsedApps> InAsync(Workspace workspace, CancellationToken stop)
    {
        await using var session = await db.ReadWorkspaceAsync(workspace.Tenant, stop);
        var connected = await session.Connections.Select(connection => connection.App).Distinct().ToHashSetAsync(stop);
        var recent = await session.Steps.Where(step => step.RemovedAt == null)
            .Join(
                session.Workflows, step => step.WorkflowId, workflow => workflow.Id,
                (step, workflow) => new { step.App, workflow.ChangedAt })
            .GroupBy(row => row.App).Select(app => new { app.Key, Last = app.Max(row => row.ChangedAt) })
            .OrderByDescending(app => app.Last).ThenBy(app => app.Key).Select(app => app.Key).ToListAsync(stop);
        return new(connected, recent);
    }
}

/// <summary>The apps that a workspace uses.</summary>
/// <param name="Connected">Slugs of those with an account in this workspace.</param>
/// <param name="Recent">Slugs of those used by steps, most recently changed workflow first.</param>
public sealed record UsedApps(IReadOnlySet<string> Connected, IReadOnlyList<string> Recent)
{
    /// <summary>The sort rank of an app: those in use first, most recent first, then those with an account, then all others.</summary>
    public int RankOf(string app) =>
        Recent.TakeWhile(other => other != app).Count() is var place && place < Recent.Count ? place : Connected.Contains(app)
            ? Recent.Count : int.MaxValue;

    public bool Has(string app) => RankOf(app) != int.MaxValue;
}
