using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Web.Pages.Workflows;

/// <summary>The accounts a step can choose from: this workspace's, this app's, made by a method the step accepts.</summary>
public sealed class AccountPicker(TaskJuiceDb db) : ViewComponent
{
    private const int Shown = 50;

    public async Task<IViewComponentResult> InvokeAsync(StepPanel panel, string? q)
    {
        await using var session = await db.InWorkspaceAsync(panel.Workflow.Workspace.Tenant, HttpContext.RequestAborted);
        var step = panel.Step;
        var accounts = await session.Connections.AsNoTracking().Where(row => row.App == step.Node.App)
            .OrderBy(row => row.Label).ThenBy(row => row.Id).ToListAsync(HttpContext.RequestAborted);
        accounts.RemoveAll(account => !step.Node.Accepts(account, step.Action!));
        var found = accounts.Where(account => Matches(account, q)).OrderByDescending(account => account.Id == step.Node.ConnectionId).ToList();
        return View(new AccountList(panel, q?.Trim(), accounts.Count, [.. found.Take(Shown)], found.Count));
    }

    private static bool Matches(Connection account, string? q) =>
        string.IsNullOrWhiteSpace(q)
        || account.Label.Contains(q.Trim(), StringComparison.CurrentCultureIgnoreCase)
        || account.ExternalName?.Contains(q.Trim(), StringComparison.CurrentCultureIgnoreCase) == true;
}

/// <summary>What the picker shows.</summary>
public sealed record AccountList(StepPanel Panel, string? Query, int Total, IReadOnlyList<Connection> Accounts, int Found)
{
    public string Path => $"{Panel.Workflow.Path}/steps/{Panel.Step.Node.Key}/account";

    public bool IsChosen(Connection account) => account.Id == Panel.Step.Node.ConnectionId;
}
