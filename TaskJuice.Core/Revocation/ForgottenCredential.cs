using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

internal static class ForgottenCredential
{
    /// <summary>
    /// Locks the connection until the transaction ends, so that no credential is removed twice or partially. The lease is locked first, in
    /// the same order as when a refresh is stored, to avoid a deadlock.
    /// </summary>
    public static async Task LockAsync(this WorkspaceSession session, Guid id, CancellationToken stop)
    {
        await session.Leases.Where(row => row.ConnectionId == id).Select(row => row.ConnectionId).LockAsync(stop);
        await session.Connections.Where(row => row.Id == id).Select(row => row.Id).LockAsync(stop);
    }

    /// <summary>
    /// Disconnects a connection in TaskJuice: deletes its credential, stops its refreshes and closes its notifications. Tokens that a
    /// refresh in progress still returns are revoked when they arrive.
    /// </summary>
    public static async Task ForgetCredentialAsync(
        this WorkspaceSession session, SecretVault vault, Connection connection, DateTimeOffset now, CancellationToken stop)
    {
        connection.Disconnect();
        vault.GiveUp(session, connection);
        await session.SyncNotificationAsync(connection, now, stop);
        await session.Secrets.Where(secret => secret.ConnectionId == connection.Id).ExecuteDeleteAsync(stop);
        await session.Inbox.Where(reply => reply.ConnectionId == connection.Id).ExecuteDeleteAsync(stop);
        (await session.Leases.FirstOrDefaultAsync(lease => lease.ConnectionId == connection.Id, stop))?.StartOver(connection, null);
        var watch = await session.WatchAsync(connection, stop);
        watch.ProbeAt = null;
        watch.RefusedAt = null;
    }
}
