using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Keeping;

internal static class ForgottenCredential
{
    /// <summary>Keeps others from changing the connection until the transaction ends, so that no credential is given up twice or half.</summary>
    public static Task LockAsync(this WorkspaceSession session, Guid id, CancellationToken stop) =>
        session.Connections.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, row => row.Status), stop);

    /// <summary>
    /// Gives a connection up on our side: it is disconnected, its credential deleted, its refreshes ended, and what people were told about it
    /// is over. One under way is dropped when it answers.
    /// </summary>
    public static async Task ForgetCredentialAsync(this WorkspaceSession session, SecretVault vault, Connection connection, DateTimeOffset now, CancellationToken stop)
    {
        connection.Disconnect();
        vault.GiveUp(session, connection);
        await session.TellAsync(connection, now, stop);
        await session.Secrets.Where(secret => secret.ConnectionId == connection.Id).ExecuteDeleteAsync(stop);
        (await session.Leases.FirstOrDefaultAsync(lease => lease.ConnectionId == connection.Id, stop))?.StartOver(connection, null);
    }
}
