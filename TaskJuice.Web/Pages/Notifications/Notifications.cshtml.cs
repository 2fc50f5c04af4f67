using Microsoft.AspNetCore.Mvc;

namespace TaskJuice.Web.Pages.Notifications;

public sealed class NotificationsModel(ReadNotices read) : WorkspacePage
{
    public NoticePage Notices { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery] int p, CancellationToken stop)
    {
        Notices = await read.PageAsync(Workspace, UserId, p, stop);
        return FragmentOrPage("_Notifications", Notices);
    }
}
