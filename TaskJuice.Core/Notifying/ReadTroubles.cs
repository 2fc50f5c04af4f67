using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>
/// Reads what a person has to know. What is broken is read from the connections, so that a connection which broke before notifications
/// were kept, or was repaired by a way that forgot to close its notification, is told rightly all the same.
/// </summary>
public sealed class ReadTroubles(TaskJuiceDb db)
{
    // Solved ones are there to be seen once more, not as an archive.
    private const int SolvedShown = 10;

    /// <summary>The open ones, unread first, then the newest of those that are over.</summary>
    public async Task<IReadOnlyList<Trouble>> ReadAsync(Tenant tenant, Guid userId, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var broken = await session.Connections.AsNoTracking().Where(row => row.Status == ConnectionStatus.Error)
            .OrderBy(row => row.TroubleSince).ThenBy(row => row.Id).ToListAsync(stop);
        var solved = await SolvedAsync(session, stop);
        if (broken.Count == 0)
            return solved;

        var ids = broken.ConvertAll(row => row.Id);
        var read = await session.Notifications.AsNoTracking().Where(row => ids.Contains(row.ConnectionId) && row.ClosedAt == null)
            .Join(session.NotificationReads.Where(row => row.UserId == userId), row => row.Id, row => row.NotificationId, (told, row) => new { told.ConnectionId, row.ReadAt })
            .ToDictionaryAsync(row => row.ConnectionId, row => row.ReadAt, stop);
        var steps = (await session.Nodes.AsNoTracking().Where(node => node.ConnectionId != null && ids.Contains(node.ConnectionId.Value) && node.RemovedAt == null)
            .OrderBy(node => node.WorkflowId).ThenBy(node => node.Position)
            .Select(node => new { Connection = node.ConnectionId!.Value, Step = new WaitingStep(node.WorkflowId, node.Key) }).ToListAsync(stop)).ToLookup(row => row.Connection, row => row.Step);
        return
        [
            .. broken.Select(row => Of(row, read.GetValueOrDefault(row.Id), [.. steps[row.Id]])).OrderByDescending(trouble => trouble.IsUnread),
            .. solved,
        ];
    }

    // A mark from before it broke again says nothing about now.
    private static Trouble Of(Connection connection, DateTimeOffset readAt, IReadOnlyList<WaitingStep> steps) => new()
    {
        ConnectionId = connection.Id,
        App = connection.App,
        Label = connection.Label,
        Since = connection.TroubleSince ?? connection.ConnectedAt,
        IsUnread = readAt < (connection.TroubleSince ?? connection.ConnectedAt) || readAt == default,
        Steps = steps.Count,
        Step = steps.FirstOrDefault(),
    };

    private static Task<List<Trouble>> SolvedAsync(WorkspaceSession session, CancellationToken stop) =>
        session.Notifications.AsNoTracking().Where(row => row.ClosedAt != null)
            .Join(session.Connections, row => row.ConnectionId, row => row.Id, (told, row) => new { told, row })
            .OrderByDescending(pair => pair.told.ClosedAt).Take(SolvedShown)
            .Select(pair => new Trouble
            {
                ConnectionId = pair.row.Id,
                App = pair.row.App,
                Label = pair.row.Label,
                Since = pair.told.RaisedAt,
                SolvedAt = pair.told.ClosedAt,
            })
            .ToListAsync(stop);
}
