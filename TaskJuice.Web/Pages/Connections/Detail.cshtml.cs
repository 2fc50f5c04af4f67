using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connections;

public sealed class DetailModel(ShowDetail show, KeptForm kept) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] Guid? below, CancellationToken stop)
    {
        if (await show.ReadAsync(Workspace, id, stop, below) is not { } view)
            return NotFound();

        View = view with { Typed = Request.WantsFragment() ? null : kept.Read(HttpContext).GetValueOrDefault("name") };
        return below is null ? FragmentOrPage("_Detail", View) : FragmentOrPage("_History", View);
    }
}
