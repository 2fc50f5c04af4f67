using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>Notes for one person that they have seen what is broken. Nothing else changes: it stays broken, and everybody else unread.</summary>
public sealed class MarkTroublesRead(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>Marks these connections' troubles, or all of them.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="userId">Who has read.</param>
    /// <param name="connections">Which connections; empty for all. Others than broken ones of this workspace are left out.</param>
    /// <param name="stop">Stops the work; nothing is marked then.</param>
    /// <returns>How many were marked.</returns>
    public async Task<int> MarkAsync(Tenant tenant, Guid userId, IReadOnlyCollection<Guid> connections, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var broken = await session.Connections.Where(row => row.Status == ConnectionStatus.Error && (connections.Count == 0 || connections.Contains(row.Id))).ToListAsync(stop);
        foreach (var connection in broken)
            await MarkAsync(session, connection, userId, now, stop);
        await session.SaveAsync(stop);
        return broken.Count;
    }

    private static async Task MarkAsync(WorkspaceSession session, Connection connection, Guid userId, DateTimeOffset now, CancellationToken stop)
    {
        if (await session.TellAsync(connection, now, stop) is not { } told)
            return;

        var read = await session.NotificationReads.FirstOrDefaultAsync(row => row.NotificationId == told.Id && row.UserId == userId, stop);
        if (read is null)
            session.Add(new NotificationRead(told, userId, now));
        else
            read.Again(now);
    }
}
