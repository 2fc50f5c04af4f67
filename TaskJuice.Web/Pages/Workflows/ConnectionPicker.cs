using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Storage;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>The accounts that a step can use: of this workspace and app, with an auth method that the step accepts.</summary>
public sealed class ConnectionPicker(TaskJuiceDb db) : ViewComponent
{
    private const int Shown = 50;

    // Beyond this number, the list scrolls.
    private const int InSight = 6;

    /// <param name="panel">The step.</param>
    /// <param name="q">The search text.</param>
    /// <param name="late">True when the list is loaded on opening, and only a placeholder is rendered until then.</param>
    public async Task<IViewComponentResult> InvokeAsync(StepPanel panel, string? q, bool late = false)
    {
        var stop = HttpContext.RequestAborted;
        await using var session = await db.ReadWorkspaceAsync(panel.Workflow.Workspace.Tenant, stop);
        var step = panel.Step.Step;
        var all = session.Connections.AsNoTracking().Fitting(step, panel.Step.Operation!);
        if (late)
            return View("Late", await all.OrderBy(row => row.Id).Take(InSight).CountAsync(stop));

        var found = all.Named(q);
        var alike = NamedAlike.In(session);
        var shown = found.OrderByDescending(row => row.Id == step.ConnectionId).ThenBy(row => row.Label).ThenBy(row => row.Id).Take(Shown);
        var accounts = await shown
            .LeftJoin(session.CountUses(shown), row => row.Id, use => use.Id, (row, use) => new
            {
                Account = row,
                Uses = (int?)use!.Workflows,
                IsAlike = alike.Any(one => one.Id == row.Id),
            })
            .ToListAsync(stop);
        var number = accounts.Count < Shown ? accounts.Count : await found.CountAsync(stop);
        var any = number > 0 || await all.AnyAsync(stop);
        return View(new AccountList(panel, q?.Trim(), any, [.. accounts.Select(row =>
            new ConnectionRow(row.Account, panel.Step.App, row.Uses ?? 0, row.IsAlike))], number));
    }
}

/// <summary>The content of the picker.</summary>
/// <param name="Panel">The step.</param>
/// <param name="Query">The search text.</param>
/// <param name="Any">False when the step has no account to choose from, regardless of the search.</param>
/// <param name="Accounts">The first matches; the selected one comes first.</param>
/// <param name="Found">The number of matches.</param>
public sealed record AccountList(StepPanel Panel, string? Query, bool Any, IReadOnlyList<ConnectionRow> Accounts, int Found)
{
    public string Path => $"{Panel.Workflow.Path}/steps/{Panel.Step.Step.Key}/account";

    /// <summary>The account that a selection replaces, as forms contain it.</summary>
    public string Was => Panel.Step.Step.ConnectionId?.ToString() ?? Steps.ExpectedVersion.NoAccount;

    public bool IsChosen(ConnectionRow row) => row.Account.Id == Panel.Step.Step.ConnectionId;

    /// <summary>The accounts to reconnect, except the selected one, whose link is above the list.</summary>
    public IEnumerable<ConnectionRow> ToRepair => Accounts.Where(row => row.NeedsRepair && !IsChosen(row));
}

/// <summary>One account in the picker.</summary>
public sealed record ConnectionRow(Connection Account, App? App, int Uses, bool IsAlike)
{
    public bool IsLimited => Account is { Status: ConnectionStatus.Pending or ConnectionStatus.Active, MissingScopes.Count: > 0 };

    public bool NeedsRepair => IsLimited || Account.Status is ConnectionStatus.Error or ConnectionStatus.Revoked;

    public string Identity => AccountIdentity.Of(Account, App, IsAlike);

    /// <summary>The name of the CSS class and text for its health.</summary>
    public string Health => IsLimited ? "Limited" : Account.Status.ToString();
}
