using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

internal static class ForgottenCredential
{
    /// <summary>
    /// Keeps others from changing the connection until the transaction ends, so that no credential is given up twice or half. The lease
    /// comes first, as where a refresh is stored: two that lock the other way round would wait for each other.
    /// </summary>
    public static async Task LockAsync(this WorkspaceSession session, Guid id, CancellationToken stop)
    {
        await session.Leases.Where(row => row.ConnectionId == id).Select(row => row.ConnectionId).LockAsync(stop);
        await session.Connections.Where(row => row.Id == id).Select(row => row.Id).LockAsync(stop);
    }

    /// <summary>
    /// Gives a connection up on our side: it is disconnected, its credential deleted, its refreshes ended, and what people were told about it
    /// is over. What one under way still brings is ended when it comes.
    /// </summary>
    public static async Task ForgetCredentialAsync(this WorkspaceSession session, SecretVault vault, Connection connection, DateTimeOffset now, CancellationToken stop)
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
