using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connections.Keeping;

internal static class ForgottenCredential
{
    /// <summary>
    /// Gives a connection up on our side: it is disconnected, its credential deleted, its refreshes ended, and what people were told about it
    /// is over. One under way is dropped when it answers.
    /// </summary>
    public static async Task ForgetCredentialAsync(this WorkspaceSession session, Connection connection, DateTimeOffset now, CancellationToken stop)
    {
        connection.Disconnect();
        await session.TellAsync(connection, now, stop);
        await session.Secrets.Where(secret => secret.ConnectionId == connection.Id).ExecuteDeleteAsync(stop);
        (await session.Leases.FirstOrDefaultAsync(lease => lease.ConnectionId == connection.Id, stop))?.StartOver(null);
    }
}
