using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>The accounts a step can choose from: this workspace's, this app's, made by a method the step accepts.</summary>
public sealed class ConnectionPicker(TaskJuiceDb db) : ViewComponent
{
    private const int Shown = 50;

    // Behind them the list scrolls.
    private const int InSight = 6;

    /// <param name="panel">The step that chooses.</param>
    /// <param name="q">What is searched for.</param>
    /// <param name="late">True when the list comes when it is opened, and until then only its place is kept.</param>
    public async Task<IViewComponentResult> InvokeAsync(StepPanel panel, string? q, bool late = false)
    {
        var stop = HttpContext.RequestAborted;
        await using var session = await db.InWorkspaceAsync(panel.Workflow.Workspace.Tenant, stop);
        var step = panel.Step.Step;
        var all = session.Connections.AsNoTracking().Fitting(step, panel.Step.Operation!);
        if (late)
            return View("Late", await all.OrderBy(row => row.Id).Take(InSight).CountAsync(stop));

        var found = all.Named(q);
        var accounts = await found.OrderByDescending(row => row.Id == step.ConnectionId).ThenBy(row => row.Label).ThenBy(row => row.Id)
            .Take(Shown).ToListAsync(stop);
        var number = accounts.Count < Shown ? accounts.Count : await found.CountAsync(stop);
        var any = number > 0 || await all.AnyAsync(stop);
        var uses = await UsesAsync(session, accounts, stop);
        var alike = await NamedAlike.AmongAsync(session, accounts, stop);
        return View(new AccountList(panel, q?.Trim(), any, [.. accounts.Select(account => new ConnectionRow(account, panel.Step.App, uses.GetValueOrDefault(account.Id), alike.Contains(account.Id)))], number));
    }

    private static async Task<Dictionary<Guid, int>> UsesAsync(WorkspaceSession session, List<Connection> accounts, CancellationToken stop)
    {
        if (accounts.Count == 0)
            return [];

        var (app, ids) = (accounts[0].App, accounts.ConvertAll(account => (Guid?)account.Id));
        return await session.Steps.Where(row => row.App == app && row.RemovedAt == null && ids.Contains(row.ConnectionId))
            .Select(row => new { row.ConnectionId, row.WorkflowId }).Distinct()
            .GroupBy(row => row.ConnectionId).ToDictionaryAsync(group => group.Key!.Value, group => group.Count(), stop);
    }
}

/// <summary>What the picker shows.</summary>
/// <param name="Panel">The step that chooses.</param>
/// <param name="Query">What was searched for.</param>
/// <param name="Any">False when the step has no account to choose from, whatever is searched for.</param>
/// <param name="Accounts">The first ones found; the chosen one comes first.</param>
/// <param name="Found">How many were found.</param>
public sealed record AccountList(StepPanel Panel, string? Query, bool Any, IReadOnlyList<ConnectionRow> Accounts, int Found)
{
    public string Path => $"{Panel.Workflow.Path}/steps/{Panel.Step.Step.Key}/account";

    /// <summary>The account that a choice replaces, as forms carry it.</summary>
    public string Was => Panel.Step.Step.ConnectionId?.ToString() ?? Steps.ExpectedVersion.NoAccount;

    public bool IsChosen(ConnectionRow row) => row.Account.Id == Panel.Step.Step.ConnectionId;

    /// <summary>Those that somebody should repair; the chosen one has its repair above the list.</summary>
    public IEnumerable<ConnectionRow> ToRepair => Accounts.Where(row => row.NeedsRepair && !IsChosen(row));
}

/// <summary>One account in the picker.</summary>
public sealed record ConnectionRow(Connection Account, App? App, int Uses, bool IsAlike)
{
    public bool IsLimited => Account is { Status: ConnectionStatus.Pending or ConnectionStatus.Active, MissingScopes.Count: > 0 };

    public bool NeedsRepair => IsLimited || Account.Status is ConnectionStatus.Error or ConnectionStatus.Revoked;

    public string Identity => AccountIdentity.Of(Account, App, IsAlike);

    /// <summary>Name of the health's class and of its word.</summary>
    public string Health => IsLimited ? "Limited" : Account.Status.ToString();
}
