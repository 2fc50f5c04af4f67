using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Notifying;

/// <summary>Notes for one person that they have seen what is broken or ends soon. Nothing else changes: it stays so, and everybody else unread.</summary>
public sealed class MarkTroublesRead(TaskJuiceDb db, EndingSecrets secrets, TimeProvider clock)
{
    /// <summary>Marks what is told of these connections and apps, or all of it.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="userId">Who has read.</param>
    /// <param name="connections">Which connections. Others than those of this workspace that there is something to tell of are left out.</param>
    /// <param name="apps">Which apps' client secrets. With both lists empty, everything is marked.</param>
    /// <param name="stop">Stops the work; nothing is marked then.</param>
    /// <returns>How many were marked.</returns>
    public async Task<int> MarkAsync(
        Tenant tenant, Guid userId, IReadOnlyCollection<Guid> connections, IReadOnlyCollection<string> apps, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var all = connections.Count == 0 && apps.Count == 0;
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var told = await BrokenAsync(session, connections, all, now, stop);
        told.AddRange(await session.Notifications
            .Where(row => row.Kind == NotificationKind.AccessEndsSoon && row.ClosedAt == null && (all || connections.Contains(row.ConnectionId!.Value))).ToListAsync(stop));
        foreach (var (app, _, _) in (await secrets.AffectingAsync(session, userId, stop)).Where(end => all || apps.Contains(end.App)))
            told.Add(await EndingSecrets.ToldAsync(session, app, now, stop));

        foreach (var one in told)
            await MarkAsync(session, one, userId, now, stop);
        await session.SaveAsync(stop);
        return told.Count;
    }

    private static async Task<List<Notification>> BrokenAsync(
        WorkspaceSession session, IReadOnlyCollection<Guid> connections, bool all, DateTimeOffset now, CancellationToken stop)
    {
        List<Notification> told = [];
        var broken = await session.Connections.Where(row => row.Status == ConnectionStatus.Error && (all || connections.Contains(row.Id))).ToListAsync(stop);
        foreach (var connection in broken)
        {
            if (await session.TellAsync(connection, now, stop) is { } open)
                told.Add(open);
        }

        return told;
    }

    private static async Task MarkAsync(WorkspaceSession session, Notification told, Guid userId, DateTimeOffset now, CancellationToken stop)
    {
        var read = await session.NotificationReads.FirstOrDefaultAsync(row => row.NotificationId == told.Id && row.UserId == userId, stop);
        if (read is null)
            session.Add(new NotificationRead(told, userId, now));
        else
            read.Again(now);
    }
}
