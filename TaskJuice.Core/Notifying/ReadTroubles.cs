using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>
/// Reads what a person has to know. What is broken is read from the connections, so that a connection which broke before notifications
/// were kept, or was repaired by a way that forgot to close its notification, is told rightly all the same.
/// </summary>
public sealed class ReadTroubles(TaskJuiceDb db, EndingSecrets secrets)
{
    // Solved ones are there to be seen once more, not as an archive.
    private const int SolvedShown = 10;

    /// <summary>The open ones, unread and broken first, then the newest of those that are over.</summary>
    public async Task<IReadOnlyList<Trouble>> ReadAsync(Tenant tenant, Guid userId, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        return
        [
            .. (await BrokenAsync(session, userId, stop)).OrderByDescending(trouble => trouble.IsUnread),
            .. await EndingAsync(session, userId, stop),
            .. await secrets.ReadAsync(session, userId, stop),
            .. await SolvedAsync(session, stop),
        ];
    }

    private static async Task<IReadOnlyList<Trouble>> BrokenAsync(WorkspaceSession session, Guid userId, CancellationToken stop)
    {
        var broken = await session.Connections.AsNoTracking().Where(row => row.Status == ConnectionStatus.Error)
            .OrderBy(row => row.TroubleSince).ThenBy(row => row.Id).ToListAsync(stop);
        if (broken.Count == 0)
            return [];

        var ids = broken.ConvertAll(row => row.Id);
        var read = await session.Notifications.AsNoTracking()
            .Where(row => row.ConnectionId != null && ids.Contains(row.ConnectionId.Value) && row.Kind == NotificationKind.ReauthRequired && row.ClosedAt == null)
            .Join(session.NotificationReads.Where(row => row.UserId == userId), row => row.Id, row => row.NotificationId, (told, row) => new { told.ConnectionId, row.ReadAt })
            .ToDictionaryAsync(row => row.ConnectionId!.Value, row => row.ReadAt, stop);
        var steps = (await session.Nodes.AsNoTracking().Where(node => node.ConnectionId != null && ids.Contains(node.ConnectionId.Value) && node.RemovedAt == null)
            .OrderBy(node => node.WorkflowId).ThenBy(node => node.Position)
            .Select(node => new { Connection = node.ConnectionId!.Value, Step = new WaitingStep(node.WorkflowId, node.Key) }).ToListAsync(stop)).ToLookup(row => row.Connection, row => row.Step);
        return broken.ConvertAll(row => Of(row, read.GetValueOrDefault(row.Id), [.. steps[row.Id]]));
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

    private static async Task<IReadOnlyList<Trouble>> EndingAsync(WorkspaceSession session, Guid userId, CancellationToken stop)
    {
        var ending = await session.Notifications.AsNoTracking().Where(row => row.Kind == NotificationKind.AccessEndsSoon && row.ClosedAt == null)
            .Join(
                session.Connections.Where(row => row.Status == ConnectionStatus.Active || row.Status == ConnectionStatus.Pending),
                told => told.ConnectionId, row => (Guid?)row.Id, (told, row) => new { told, row })
            .OrderBy(pair => pair.row.RefreshTokenExpiresAt).ThenBy(pair => pair.row.Id)
            .Select(pair => new
            {
                pair.told,
                pair.row,
                ReadAt = session.NotificationReads.Where(read => read.NotificationId == pair.told.Id && read.UserId == userId).Select(read => (DateTimeOffset?)read.ReadAt).FirstOrDefault(),
            })
            .ToListAsync(stop);
        return ending.ConvertAll(one => new Trouble
        {
            Kind = NotificationKind.AccessEndsSoon,
            ConnectionId = one.row.Id,
            App = one.row.App,
            Label = one.row.Label,
            Since = one.told.RaisedAt,
            EndsAt = one.row.RefreshTokenExpiresAt,
            IsUnread = one.ReadAt is not { } at || at < one.told.RaisedAt,
        });
    }

    private static Task<List<Trouble>> SolvedAsync(WorkspaceSession session, CancellationToken stop) =>
        session.Notifications.AsNoTracking().Where(row => row.ClosedAt != null)
            .Join(session.Connections, row => row.ConnectionId, row => (Guid?)row.Id, (told, row) => new { told, row })
            .OrderByDescending(pair => pair.told.ClosedAt).Take(SolvedShown)
            .Select(pair => new Trouble
            {
                Kind = pair.told.Kind,
                ConnectionId = pair.row.Id,
                App = pair.row.App,
                Label = pair.row.Label,
                Since = pair.told.RaisedAt,
                SolvedAt = pair.told.ClosedAt,
            })
            .ToListAsync(stop);
}
