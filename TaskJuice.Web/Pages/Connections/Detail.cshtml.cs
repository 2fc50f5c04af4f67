using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Connections;

public sealed class DetailModel(ShowDetail show) : WorkspacePage
{
    public DetailView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery] Guid? below, CancellationToken stop)
    {
        if (await show.ReadAsync(Workspace, id, stop, below) is not { } view)
            return NotFound();

        View = view;
        return below is null ? Show("_Detail", View) : Show("_History", View);
    }
}
