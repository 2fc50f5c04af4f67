using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Connections;

public sealed class DetailModel(ShowDetail show) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] Guid? below, [FromQuery] bool replaced, CancellationToken stop)
    {
        if (await show.ReadAsync(Workspace, id, stop, below) is not { } view)
            return NotFound();

        View = view with { WasReplaced = replaced };
        return below is null ? Show("_Detail", View) : Show("_History", View);
    }
}
