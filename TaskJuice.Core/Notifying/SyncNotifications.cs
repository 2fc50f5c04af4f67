using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Keeps a connection's notifications consistent with its health.</summary>
internal static class SyncNotifications
{
    /// <summary>
    /// Raises one notification for a connection that needs a person, and closes it when it no longer does. Call it after the change, in the
    /// same transaction.
    /// </summary>
    public static async Task<Notification?> SyncNotificationAsync(
        this WorkspaceSession session, Connection connection, DateTimeOffset now, CancellationToken stop)
    {
        var open = await session.Notifications.FirstOrDefaultAsync(
            row => row.ConnectionId == connection.Id && row.Kind == NotificationKind.ReauthRequired && row.ClosedAt == null, stop);
        if (connection.Status != ConnectionStatus.Error)
        {
            if (open is not null)
                await session.CloseAsync(open, now, stop);
            if (connection.Status == ConnectionStatus.Revoked)
                await session.CloseAsync(connection, NotificationKind.AccessEndsSoon, now, stop);
            return null;
        }

        if (open is not null)
            return open;

        var raised = new Notification(connection, NotificationKind.ReauthRequired, now);
        session.Add(raised);
        await session.PlanMailsAsync(raised, connection, now, stop);
        return raised;
    }

    /// <summary>Closes a connection's notification of this kind, if there is one.</summary>
    public static async Task CloseAsync(
        this WorkspaceSession session, Connection connection, NotificationKind kind, DateTimeOffset now, CancellationToken stop)
    {
        if (await session.Notifications.FirstOrDefaultAsync(row => row.ConnectionId == connection.Id && row.Kind == kind
            && row.ClosedAt == null, stop) is { } open)
            await session.CloseAsync(open, now, stop);
    }

    private static async Task CloseAsync(this WorkspaceSession session, Notification open, DateTimeOffset now, CancellationToken stop)
    {
        open.Close(now);
        await session.PlanEndMailsAsync(open, now, stop);
    }
}
