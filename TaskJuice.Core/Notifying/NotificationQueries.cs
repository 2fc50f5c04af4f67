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
    // Resolved ones are shown as a reminder, not as an archive.
    private const int SolvedShown = 10;

    /// <summary>Opens the queries with the person's read marks: row-level security uses an index only for values it is given.</summary>
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

    /// <summary>The resolved notifications that are shown, latest first.</summary>
    public IQueryable<NotificationItem> Solved => session.Notifications.AsNoTracking()
        .Where(row => row.ClosedAt != null && row.ConnectionId != null)
        .OrderByDescending(row => row.ClosedAt).ThenBy(row => row.Id).Take(SolvedShown)
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

    /// <summary>
    /// The beginning of each part that is stored, in one statement, and as many unread ones as are counted. Rows of a part are in order; a
    /// part is not read when the rows before it suffice.
    /// </summary>
    public IQueryable<FirstRow> Beginning(int rows, int mostCounted)
    {
        var (broken, firstUnread) = (Broken.Take(rows), Unread.Take(rows));
        var unread = Rows(Unread.Take(mostCounted), FirstRow.Unread);
        var read = Rows(Read.Where(row => firstUnread.Count() < rows).Take(rows), FirstRow.Read);
        var ending = Rows(EndingSoon.Where(row => broken.Count() < rows).Take(rows), FirstRow.Ending);
        var counted = Rows(EndingSoon.Where(row => row.IsUnread).Take(mostCounted), FirstRow.Counted);
        var solved = Solved.Where(row => broken.Count() < rows).Take(rows).Select(row => new FirstRow
        {
            Part = row.Kind == NotificationKind.ReauthRequired ? FirstRow.Solved : FirstRow.SolvedEnding,
            ConnectionId = row.ConnectionId!.Value,
            App = row.App,
            Label = row.Label,
            Since = row.Since,
            IsUnread = false,
            At = row.SolvedAt,
        });
        return unread.Concat(read).Concat(ending).Concat(solved).Concat(counted);
    }

    private static IQueryable<FirstRow> Rows(IQueryable<Connection> broken, int part) => broken.Select(row => new FirstRow
    {
        Part = part,
        ConnectionId = row.Id,
        App = row.App,
        Label = row.Label,
        Since = row.ErrorSince ?? row.ConnectedAt,
        IsUnread = part == FirstRow.Unread,
        At = row.ErrorSince,
    });

    private static IQueryable<FirstRow> Rows(IQueryable<Ending> ending, int part) => ending.Select(row => new FirstRow
    {
        Part = part,
        ConnectionId = row.Connection.Id,
        App = row.Connection.App,
        Label = row.Connection.Label,
        Since = row.RaisedAt,
        IsUnread = row.IsUnread,
        At = row.Connection.RefreshTokenExpiresAt,
    });

    /// <summary>Adds to each of a few connections the number of its waiting steps and the first of them.</summary>
    public async Task<IReadOnlyList<NotificationItem>> WithStepsAsync(IReadOnlyList<NotificationItem> broken, CancellationToken stop)
    {
        if (broken.Count == 0)
            return [];

        var ids = broken.Select(row => row.ConnectionId!.Value).ToList();
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
            .. broken.Select(row => row with
            {
                Steps = uses.GetValueOrDefault(row.ConnectionId!.Value)?.Count ?? 0,
                Step = uses.GetValueOrDefault(row.ConnectionId!.Value)?.First,
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
