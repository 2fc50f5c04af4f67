using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Warns the people of a workspace that a connection's access expires soon.</summary>
public sealed class WarnOfEnd(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>Raises the warning, or raises it again as the expiry approaches, and schedules the next one.</summary>
    public async Task WarnAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);

        // Locks the row, so that a second Worker finds the next date in it.
        var mine = session.Watches.Where(row => row.ConnectionId == id && row.WarnAt <= now);
        if (await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.WarnAt, (DateTimeOffset?)null), stop) == 0
            || await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return;

        if (connection is { Status: ConnectionStatus.Pending or ConnectionStatus.Active, RefreshTokenExpiresAt: { } end } && end > now)
        {
            await RaiseAsync(session, connection, now, stop);
            var next = EarlyWarning.Next(now, end);
            await session.Watches.Where(row => row.ConnectionId == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.WarnAt, next), stop);
        }

        await session.SaveAsync(stop);
    }

    private static async Task RaiseAsync(WorkspaceSession session, Connection connection, DateTimeOffset now, CancellationToken stop)
    {
        var open = await session.Notifications.FirstOrDefaultAsync(
            row => row.ConnectionId == connection.Id && row.Kind == NotificationKind.AccessEndsSoon && row.ClosedAt == null, stop);
        if (open is null)
            session.Add(new Notification(connection, NotificationKind.AccessEndsSoon, now));
        else
            open.Again(now);
    }
}
