using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Stores and removes token replies in single statements: each is a round trip between the provider's answer and its safety.
/// </summary>
internal static class InboxStatements
{
    /// <summary>
    /// Stores a reply under the lease it was requested with, in place of an earlier one that was read and granted nothing. Locks the
    /// lease: a disconnect waits for it, and then finds the reply.
    /// </summary>
    /// <returns>False when the lease has been taken since, or is gone; nothing is stored then.</returns>
    public static async Task<bool> PutIfHeldAsync(this WorkspaceSession session, ReceivedReply reply, CancellationToken stop) =>
        await session.ExecuteSqlAsync($"""
            with held as materialized (
                select account_id, workspace_id, connection_id, generation from refresh_leases
                where account_id = {reply.AccountId} and workspace_id = {reply.WorkspaceId} and connection_id = {reply.ConnectionId}
                    and generation = {reply.Generation}
                for no key update
            )
            insert into token_inbox
                (account_id, workspace_id, connection_id, generation, secret_version, envelope, sent_at, received_at)
                select account_id, workspace_id, connection_id, generation,
                    {reply.SecretVersion}, {reply.Envelope}, {reply.SentAt}, {reply.ReceivedAt} from held
            on conflict (account_id, workspace_id, connection_id, generation) do update
                set secret_version = excluded.secret_version, envelope = excluded.envelope,
                    sent_at = excluded.sent_at, received_at = excluded.received_at
            """, stop) == 1;

    /// <summary>After a refresh was stored: removes secrets older than a version, and the replies, which have been read.</summary>
    public static Task ForgetBeforeAsync(this WorkspaceSession session, Guid connection, int oldest, CancellationToken stop)
    {
        var (account, workspace) = session.Tenant;
        return session.ExecuteSqlAsync($"""
            with outdated as (
                delete from connection_secrets
                where account_id = {account} and workspace_id = {workspace} and connection_id = {connection} and version < {oldest}
            )
            delete from token_inbox
            where account_id = {account} and workspace_id = {workspace} and connection_id = {connection}
            """, stop);
    }
}
