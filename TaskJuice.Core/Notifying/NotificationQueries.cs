using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Notifying;

/// <summary>
/// The parts of one person's notifications in a workspace, each counted and read in pages, so that the cost does not grow with their
/// number.
/// </summary>
internal sealed class NotificationQueries(
    WorkspaceSession session, Guid userId, IReadOnlyDictionary<NotificationKind, DateTimeOffset> marks)
{
    /// <summary>Opens the queries with the person's read marks.</summary>
    public static async Task<NotificationQueries> OpenAsync(WorkspaceSession session, Guid userId, CancellationToken stop) =>
        new(session, userId, await session.ReadMarks.AsNoTracking().Where(row => row.UserId == userId)
            .ToDictionaryAsync(row => row.Kind, row => row.ReadAt, stop));

    /// <summary>Until when everything of a kind has been read.</summary>
    public DateTimeOffset ReadUntil(NotificationKind kind) => marks.GetValueOrDefault(kind);

    /// <summary>Broken connections this person has not read about, oldest first.</summary>
    public IQueryable<Connection> Unread
    {
        get
        {
            var until = ReadUntil(NotificationKind.ReauthRequired);
            return Broken.Where(
                row => row.ErrorSince > until && !Reads.Any(read => read.ConnectionId == row.Id && read.ReadAt >= row.ErrorSince));
        }
    }

    /// <summary>Broken connections this person has read about.</summary>
    public IQueryable<Connection> Read
    {
        get
        {
            var until = ReadUntil(NotificationKind.ReauthRequired);
            return Broken.Where(row => row.ErrorSince <= until || row.ErrorSince == null
                || Reads.Any(read => read.ConnectionId == row.Id && read.ReadAt >= row.ErrorSince));
        }
    }

    /// <summary>Upcoming expiries, nearest first.</summary>
    public IQueryable<Ending> EndingSoon
    {
        get
        {
            var (until, reads) = (ReadUntil(NotificationKind.AccessEndsSoon), session.NotificationReads);
            return session.Notifications.AsNoTracking().Where(row => row.Kind == NotificationKind.AccessEndsSoon && row.ClosedAt == null)
                .Join(
                    session.Connections.Where(row => row.Status == ConnectionStatus.Active || row.Status == ConnectionStatus.Pending),
                    told => told.ConnectionId, row => (Guid?)row.Id, (told, row) => new { told, row })
                .OrderBy(pair => pair.row.RefreshTokenExpiresAt).ThenBy(pair => pair.row.Id)
                .Select(pair => new Ending
                {
                    Connection = pair.row,
                    RaisedAt = pair.told.RaisedAt,
                    IsUnread = pair.told.RaisedAt > until
                        && !reads.Any(
                            read => read.NotificationId == pair.told.Id && read.UserId == userId && read.ReadAt >= pair.told.RaisedAt),
                });
        }
    }

    /// <summary>Resolved notifications, latest first.</summary>
    public IQueryable<NotificationItem> Solved => session.Notifications.AsNoTracking().Where(row => row.ClosedAt != null)
        .Join(session.Connections, row => row.ConnectionId, row => (Guid?)row.Id, (told, row) => new { told, row })
        .OrderByDescending(pair => pair.told.ClosedAt).ThenBy(pair => pair.told.Id)
        .Select(pair => new NotificationItem
        {
            Kind = pair.told.Kind,
            ConnectionId = pair.row.Id,
            App = pair.row.App,
            Label = pair.row.Label,
            Since = pair.told.RaisedAt,
            SolvedAt = pair.told.ClosedAt,
        });

    /// <summary>Adds to each of a few connections the number of its waiting steps and the first of them.</summary>
    public async Task<IReadOnlyList<NotificationItem>> WithStepsAsync(
        IReadOnlyList<Connection> broken, bool isUnread, CancellationToken stop)
    {
        if (broken.Count == 0)
            return [];

        var ids = broken.Select(row => row.Id).ToList();
        var uses = await session.Steps.AsNoTracking()
            .Where(step => step.ConnectionId != null && ids.Contains(step.ConnectionId.Value) && step.RemovedAt == null)
            .GroupBy(step => step.ConnectionId!.Value)
            .Select(steps => new
            {
                steps.Key,
                Count = steps.Count(),
                First = steps.OrderBy(step => step.WorkflowId).ThenBy(step => step.Position)
                    .Select(step => new WaitingStep(step.WorkflowId, step.Key)).First(),
            })
            .ToDictionaryAsync(use => use.Key, stop);
        return
        [
            .. broken.Select(row => new NotificationItem
            {
                ConnectionId = row.Id,
                App = row.App,
                Label = row.Label,
                Since = row.ErrorSince ?? row.ConnectedAt,
                IsUnread = isUnread,
                Steps = uses.GetValueOrDefault(row.Id)?.Count ?? 0,
                Step = uses.GetValueOrDefault(row.Id)?.First,
            }),
        ];
    }

    private IQueryable<Connection> Broken => session.Connections.AsNoTracking().Where(row => row.Status == ConnectionStatus.Error)
        .OrderBy(row => row.ErrorSince).ThenBy(row => row.Id);

    private IQueryable<ReadOne> Reads => session.NotificationReads.Where(read => read.UserId == userId)
        .Join(
            session.Notifications.Where(told => told.Kind == NotificationKind.ReauthRequired && told.ClosedAt == null),
            read => read.NotificationId, told => told.Id,
            (read, told) => new ReadOne { ConnectionId = told.ConnectionId, ReadAt = read.ReadAt });

    private sealed class ReadOne
    {
        public Guid? ConnectionId { get; init; }

        public DateTimeOffset ReadAt { get; init; }
    }
}

/// <summary>A connection whose access expires soon.</summary>
internal sealed class Ending
{
    public required Connection Connection { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required bool IsUnread { get; init; }

    public NotificationItem ToItem() => new()
    {
        Kind = NotificationKind.AccessEndsSoon,
        ConnectionId = Connection.Id,
        App = Connection.App,
        Label = Connection.Label,
        Since = RaisedAt,
        EndsAt = Connection.RefreshTokenExpiresAt,
        IsUnread = IsUnread,
    };
}
