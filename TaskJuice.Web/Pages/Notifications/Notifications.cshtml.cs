namespace TaskJuice.Web.Pages.Notifications;

public sealed class NotificationsModel(ReadNotices read) : WorkspacePage
{
    public NoticeList Notices { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken stop) => Notices = await read.ReadAsync(Workspace, UserId, stop);
}
