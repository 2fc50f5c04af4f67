using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Managing;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

[FormStandsAt("/{workspace}/connections/{id}", Keeps = ["name"])]
public sealed class RenameModel(ShowDetail show, RenameConnection rename, Words words) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    // Reloading or bookmarking the posted form leads to the connection.
    public IActionResult OnGet(Guid id) => Redirect($"/{Workspace.Slug}/connections/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] string? name, CancellationToken stop)
    {
        var result = await rename.RenameAsync(Workspace.Tenant, id, name, UserId, stop);
        if (result is RenameResult.Gone || await show.ReadAsync(Workspace, id, stop) is not { } view)
            return NotFound();

        View = view;
        switch (result)
        {
            case RenameResult.Renamed renamed:
                View = view with { Told = new(words["Connections.Renamed", renamed.Label]) };
                return FragmentOrRedirect("_DetailAnswer", View, view.Path, View.Told);
            case RenameResult.InvalidName { Typed: var typed }:
                var problem = words.ProblemOf(typed, words["Connections.RenameRule", Core.Connections.Connection.LongestLabel]);
                View = view with { Typed = typed.Again(name), InvalidName = problem, Announced = problem };
                return Invalid("_DetailAnswer", View);
            default:
                throw new UnreachableException();
        }
    }
}
