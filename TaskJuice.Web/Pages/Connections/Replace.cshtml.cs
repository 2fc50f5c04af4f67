using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

public sealed class ReplaceModel(ReplaceInWorkflows replace, AppCatalog catalog, Words words) : WorkspacePage
{
    public ConnectionDisplay Face { get; private set; } = null!;

    /// <summary>The possible replacements that match the search.</summary>
    public IReadOnlyList<ConnectionDisplay> Choices { get; private set; } = [];

    /// <summary>How many more there are than shown.</summary>
    public int More { get; private set; }

    /// <summary>False when there is no possible replacement, regardless of the search.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>The search text.</summary>
    public string? Query { get; private set; }

    /// <summary>What would change; null while nothing is selected.</summary>
    public Replacement? Plan { get; private set; }

    public string Back => Face.PathIn(Workspace.Slug);

    public string Path => $"{Back}/replace";

    /// <summary>A connection with what distinguishes it from others of the same name.</summary>
    public ConnectionDisplay DisplayOf(Connection connection, IReadOnlySet<Guid> alike) =>
        new(connection, catalog.Find(connection.App)) { IsAlike = alike.Contains(connection.Id) };

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] Guid? with, [FromQuery] string? q, CancellationToken stop)
    {
        Query = q?.Trim() is { Length: > 0 } text ? text : null;
        if (await replace.ChoicesAsync(Workspace.Tenant, id, Query, stop) is not { } choices)
            return NotFound();

        Face = DisplayOf(choices.From, choices.Alike);
        Choices = [.. choices.Shown.Select(choice => DisplayOf(choice, choices.Alike))];
        More = choices.Found - choices.Shown.Count;
        HasChoice = choices.Any;
        Plan = with is { } to ? await replace.PreviewAsync(Workspace.Tenant, id, to, stop) : null;
        return FragmentOrPage("_Replace");
    }

    // The selected connection may have been broken or deleted meanwhile; the choice is then shown again.
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] Guid with, CancellationToken stop) =>
        await replace.ReplaceAsync(Workspace.Tenant, id, with, UserId, stop) is { } plan
            ? RedirectBrowserTo($"/{Workspace.Slug}/connections/{id}", plan.Changing.Count == 0 ? null : new(Said(plan)))
            : await OnGetAsync(id, null, null, stop);

    private string Said(Replacement plan) =>
        $"{words.Count("Connections.Replaced", plan.Changing.Count, plan.To.Label)} "
        + (plan.Staying.Count == 0
            ? words["Connections.NothingUses", plan.From.Label]
            : words.Count("Connections.StillUse", plan.Staying.Count, plan.From.Label));
}
