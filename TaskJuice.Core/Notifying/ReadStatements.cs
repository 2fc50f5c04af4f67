using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Notifying;

/// <summary>Marks any number of notifications as read in one statement.</summary>
internal static class ReadStatements
{
    /// <summary>Marks the open notifications of these connections and apps as read by a person.</summary>
    public static Task<int> MarkReadAsync(
        this WorkspaceSession session, Guid userId, IReadOnlyCollection<Guid> connections, IReadOnlyCollection<string> apps,
        DateTimeOffset now, CancellationToken stop)
    {
        var (ids, slugs) = (connections.ToArray(), apps.ToArray());
        return session.ExecuteSqlAsync($"""
            insert into notification_reads (account_id, workspace_id, notification_id, user_id, read_at)
                select account_id, workspace_id, id, {userId}, {now} from notifications
                where account_id = {session.Tenant.AccountId} and workspace_id = {session.Tenant.WorkspaceId} and closed_at is null
                    and (connection_id = any({ids}) or app = any({slugs}))
            on conflict (account_id, workspace_id, notification_id, user_id) do update set read_at = excluded.read_at
            """, stop);
    }
}
