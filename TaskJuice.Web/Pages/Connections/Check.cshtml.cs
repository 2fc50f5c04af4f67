using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Limiting;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Pages.Connections;

public sealed class CheckModel(
    ShowDetail show, CheckConnection check, CheckWords words, OftenAsked often, PersonLimits limits) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    // Reloading or bookmarking the posted form leads to the connection.
    public IActionResult OnGet(Guid id) => Redirect($"/{Workspace.Slug}/connections/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (await often.ObjectionAsync(this, limits.Checks) is { } objection)
            return await SayAsync(id, objection, stop);

        var tried = await check.CheckAsync(Workspace.Tenant, id, UserId, stop);

        // Read after the call: a first success makes it active, and a refusal may mark it as broken.
        if (await show.ReadAsync(Workspace, id, stop) is not { } view)
            return NotFound();

        var said = await words.OfAsync(this, tried, view.Face, stop);
        View = view with { Checked = said, Announced = said.Text, Told = tried is TryResult.Answered ? new(said.Text) : null };
        if (View.Told is { } told && !Request.WantsFragment())
            Carry(told);
        return FragmentOrPage("_DetailAnswer", View);
    }

    private async Task<IActionResult> SayAsync(Guid id, string objection, CancellationToken stop)
    {
        if (await show.ReadAsync(Workspace, id, stop) is not { } view)
            return NotFound();

        View = view with { Checked = new(objection, "warning"), Announced = objection };
        return FragmentOrPage("_DetailAnswer", View);
    }
}
