using TaskJuice.Core.Catalog;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Notifications;

/// <summary>The notifications that bell, banner and list show one person; what is on every page is read once per request.</summary>
public sealed class ReadNotices(ListNotifications read, AppCatalog catalog, TimeProvider clock)
{
    private (Guid Workspace, NoticeSummary Summary)? _read;

    public async Task<NoticeSummary> SummaryAsync(Workspace workspace, Guid userId, CancellationToken stop)
    {
        if (_read is not { } kept || kept.Workspace != workspace.Id)
        {
            var now = clock.GetUtcNow();
            var summary = await read.SummaryAsync(workspace.Tenant, userId, Bell.MostRows, stop);
            _read = kept = (workspace.Id, new(workspace, [.. summary.First.Select(item =>
                Of(workspace, item))], summary.Critical, summary.Unread, now));
        }

        return kept.Summary;
    }

    public async Task<NoticePage> PageAsync(Workspace workspace, Guid userId, int page, CancellationToken stop)
    {
        var found = await read.PageAsync(workspace.Tenant, userId, page, stop);
        return new(await SummaryAsync(workspace, userId, stop), [.. found.Items.Select(item => Of(workspace, item))], found);
    }

    private NoticeView Of(Workspace workspace, NotificationItem item) =>
        new(workspace, item, catalog.Find(item.App)?.Name ?? item.App, clock.GetUtcNow());
}

/// <summary>The first notifications of one person in a workspace, and their number.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="First">The first ones, unread before read.</param>
/// <param name="Critical">The number of unread ones that need a person; only these interrupt people.</param>
/// <param name="Unread">The number of unread ones.</param>
/// <param name="Now">When this was read.</param>
public sealed record NoticeSummary(Workspace Workspace, IReadOnlyList<NoticeView> First, int Critical, int Unread, DateTimeOffset Now)
{
    /// <summary>The number at which counting stops.</summary>
    public const int Many = ListNotifications.MostCounted;

    public string Path => $"/{Workspace.Slug}/notifications";

    public string ReadPath => $"{Path}/read";
}

/// <summary>A page of the list of notifications.</summary>
public sealed record NoticePage(NoticeSummary Summary, IReadOnlyList<NoticeView> Shown, NotificationPage Found)
{
    public string AddressOf(int page) => page > 1 ? $"{Summary.Path}?p={page}" : Summary.Path;
}

/// <summary>One notification.</summary>
public sealed record NoticeView(Workspace Workspace, NotificationItem Item, string AppName, DateTimeOffset Now)
{
    public bool IsSolved => Item.SolvedAt is not null;

    /// <summary>Where it can be fixed: on the step that needs the connection. Null when it cannot be fixed here.</summary>
    public string? Address => Item.ConnectionId is null ? null
        : $"/{Workspace.Slug}/connect/{Item.App}?connection={Item.ConnectionId}"
            + (Item.Step is { } step ? $"&workflow={step.WorkflowId}&step={step.Key}" : "");
}
