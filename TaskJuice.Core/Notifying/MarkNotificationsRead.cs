using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Marks notifications as read for one person. They stay open, and unread for everyone else.</summary>
public sealed class MarkNotificationsRead(TaskJuiceDb db, EndingSecrets secrets, TimeProvider clock)
{
    /// <summary>Marks the notifications of these connections and apps.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="userId">The person who has read them.</param>
    /// <param name="connections">The connections. Those of other workspaces, or without a notification, are ignored.</param>
    /// <param name="apps">The apps whose client secrets expire.</param>
    /// <param name="stop">Cancels the operation; nothing is marked then.</param>
    public async Task MarkAsync(
        Tenant tenant, Guid userId, IReadOnlyCollection<Guid> connections, IReadOnlyCollection<string> apps, CancellationToken stop)
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

    /// <summary>Marks everything of these kinds that was raised by then. The cost does not depend on the number.</summary>
    public async Task MarkAllAsync(
        Tenant tenant, Guid userId, IReadOnlyCollection<NotificationKind> kinds, DateTimeOffset until, CancellationToken stop)
    {
        try
        {
            await TryMarkAllAsync(tenant, userId, kinds, until, stop);
        }
        catch (DbUpdateException failure)
            when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same person marked it concurrently in another window.
            await TryMarkAllAsync(tenant, userId, kinds, until, stop);
        }
    }

    private async Task TryMarkAllAsync(
        Tenant tenant, Guid userId, IReadOnlyCollection<NotificationKind> kinds, DateTimeOffset until, CancellationToken stop)
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

    // A connection that broke before notifications existed gets one now: other people have yet to read it.
    private static async Task TellMissingAsync(
        WorkspaceSession session, IQueryable<Connection> connections, DateTimeOffset now, CancellationToken stop)
    {
        var notifications = session.Notifications;
        var untold = connections.Where(row => row.Status == ConnectionStatus.Error
            && !notifications.Any(told =>
                told.ConnectionId == row.Id && told.Kind == NotificationKind.ReauthRequired && told.ClosedAt == null));
        foreach (var connection in await untold.ToListAsync(stop))
            await session.SyncNotificationAsync(connection, now, stop);
    }
}
