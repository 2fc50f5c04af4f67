using TaskJuice.Core.Catalog;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Notifications;

/// <summary>What the bell, the banner and the list of notifications show one person; read once per request.</summary>
public sealed class ReadNotices(ReadTroubles read, AppCatalog catalog, TimeProvider clock)
{
    private (Guid Workspace, NoticeList List)? _read;

    public async Task<NoticeList> ReadAsync(Workspace workspace, Guid userId, CancellationToken stop)
    {
        if (_read is not { } kept || kept.Workspace != workspace.Id)
        {
            var troubles = await read.ReadAsync(workspace.Tenant, userId, stop);
            _read = kept = (workspace.Id, new(workspace, [.. troubles.Select(trouble => new NoticeView(workspace, trouble, catalog.Find(trouble.App)?.Name ?? trouble.App, clock.GetUtcNow()))]));
        }

        return kept.List;
    }
}

/// <summary>Everything one person has to know in a workspace.</summary>
public sealed record NoticeList(Workspace Workspace, IReadOnlyList<NoticeView> All)
{
    public IReadOnlyList<NoticeView> Unread { get; } = [.. All.Where(notice => notice.Trouble.IsUnread)];

    /// <summary>The unread ones that only a person can repair; nothing else interrupts anybody.</summary>
    public IReadOnlyList<NoticeView> Critical { get; } = [.. All.Where(notice => notice.Trouble is { IsUnread: true, Kind: NotificationKind.ReauthRequired })];

    public string Path => $"/{Workspace.Slug}/notifications";

    public string ReadPath => $"{Path}/read";
}

/// <summary>One thing to know.</summary>
public sealed record NoticeView(Workspace Workspace, Trouble Trouble, string AppName, DateTimeOffset Now)
{
    public bool IsSolved => Trouble.SolvedAt is not null;

    /// <summary>Where it is repaired: on the step that waits for it. Null when that is not done here.</summary>
    public string? Address => Trouble.ConnectionId is null ? null
        : $"/{Workspace.Slug}/connect/{Trouble.App}?connection={Trouble.ConnectionId}{(Trouble.Step is { } step ? $"&workflow={step.WorkflowId}&step={step.Key}" : "")}";
}
