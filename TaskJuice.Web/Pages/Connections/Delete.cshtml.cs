using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Revocation;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

public sealed class DeleteModel(
    ShowDetail show, SharedAccess shared, DeleteConnection delete, RecallConnection recall, Words words) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    /// <summary>How many other connections of the account share the grant.</summary>
    public int Others { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await show.ReadAsync(Workspace, id, stop) is not { } view)
            return await GoneAsync(id, stop);

        View = view;
        Others = await shared.OthersAsync(view.Face.Connection, stop);
        return FragmentOrPage("_Delete");
    }

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] bool endsForAll, CancellationToken stop) =>
        await delete.DeleteAsync(Workspace.Tenant, id, UserId, endsForAll, stop) is DeleteResult.Deleted deleted
            ? RedirectBrowserTo(After(id), new(words["Connections.Deleted", deleted.Label]))
            : await GoneAsync(id, stop);

    // Someone else has already deleted it, so the response is the same as after a deletion.
    private async Task<IActionResult> GoneAsync(Guid id, CancellationToken stop) =>
        await recall.RecallAsync(Workspace.Tenant, id, stop) is null ? NotFound() : RedirectBrowserTo(After(id));

    private string After(Guid id) => $"/{Workspace.Slug}/connections?deleted={id}";
}
