using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Notes for one person that they have seen what is broken or ends soon. Nothing else changes: it stays so, and everybody else unread.</summary>
public sealed class MarkNotificationsRead(TaskJuiceDb db, EndingSecrets secrets, TimeProvider clock)
{
    /// <summary>Marks what is told of these connections and apps.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="userId">Who has read.</param>
    /// <param name="connections">Which connections. Others than those of this workspace that there is something to tell of are left out.</param>
    /// <param name="apps">Which apps' client secrets.</param>
    /// <param name="stop">Stops the work; nothing is marked then.</param>
    public async Task MarkAsync(Tenant tenant, Guid userId, IReadOnlyCollection<Guid> connections, IReadOnlyCollection<string> apps, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await TellMissingAsync(session, session.Connections.Where(row => connections.Contains(row.Id)), now, stop);
        List<string> affecting = [.. (await secrets.AffectingAsync(session, userId, stop)).Select(end => end.App).Where(apps.Contains)];
        foreach (var app in affecting)
            await EndingSecrets.ToldAsync(session, app, now, stop);
        await session.FlushAsync(stop);
        await session.MarkReadAsync(userId, connections, affecting, now, stop);
        await session.SaveAsync(stop);
    }

    /// <summary>Marks everything of these kinds that had begun by then. It costs the same however much that is.</summary>
    public async Task MarkAllAsync(Tenant tenant, Guid userId, IReadOnlyCollection<NotificationKind> kinds, DateTimeOffset until, CancellationToken stop)
    {
        try
        {
            await TryMarkAllAsync(tenant, userId, kinds, until, stop);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same person marked it in another window at the same moment.
            await TryMarkAllAsync(tenant, userId, kinds, until, stop);
        }
    }

    private async Task TryMarkAllAsync(Tenant tenant, Guid userId, IReadOnlyCollection<NotificationKind> kinds, DateTimeOffset until, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (kinds.Contains(NotificationKind.ReauthRequired))
            await TellMissingAsync(session, session.Connections, now, stop);
        var marks = await session.ReadMarks.Where(row => row.UserId == userId).ToDictionaryAsync(row => row.Kind, stop);
        foreach (var kind in kinds)
        {
            if (marks.TryGetValue(kind, out var mark))
                mark.Until(until < now ? until : now);
            else
                session.Add(new ReadMark(tenant, userId, kind, until < now ? until : now));
        }

        await session.SaveAsync(stop);
    }

    // One that broke before notifications were kept is raised now: everybody else has to hear of it still.
    private static async Task TellMissingAsync(WorkspaceSession session, IQueryable<Connection> connections, DateTimeOffset now, CancellationToken stop)
    {
        var notifications = session.Notifications;
        var untold = connections.Where(row => row.Status == ConnectionStatus.Error
            && !notifications.Any(told => told.ConnectionId == row.Id && told.Kind == NotificationKind.ReauthRequired && told.ClosedAt == null));
        foreach (var connection in await untold.ToListAsync(stop))
            await session.SyncNotificationAsync(connection, now, stop);
    }
}
