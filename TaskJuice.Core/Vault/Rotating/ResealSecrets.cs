using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Vault.Rotating;

/// <summary>
/// Seals credentials of the first release anew, so that they are bound to where they may go. When none is left, nothing of that format
/// opens in this database again. In a database that never had one there is nothing to do.
/// </summary>
public sealed partial class ResealSecrets(TaskJuiceDb db, VaultSeal seal, SecretVault vault, TimeProvider clock, ILogger<ResealSecrets> log)
{
    private const int Batch = 200;

    /// <summary>Walks over everything that is of the first format. What does not open stays, and does not hold up the end.</summary>
    /// <param name="stop">Stops between batches; the next walk goes on.</param>
    /// <returns>How many credentials were sealed anew.</returns>
    public async Task<int> ResealAsync(CancellationToken stop)
    {
        await seal.OpenAsync(stop);
        if (!seal.AcceptsFirstFormat)
            return 0;

        var (done, waiting) = (0, 0);
        foreach (var account in await AccountsAsync(stop))
            foreach (var tenant in await SealedUnder.WorkspacesAsync(db, account, stop))
            {
                done += await ResealAsync(tenant, stop);
                waiting += await WaitingAsync(tenant, stop);
            }

        // Replies and revocations are over within a day; until then they keep their format.
        if (waiting == 0)
            await seal.EndFirstFormatAsync(db, stop);
        Resealed(done, waiting);
        return done;
    }

    private async Task<List<Guid>> AccountsAsync(CancellationToken stop)
    {
        await using var session = await KeysSession.OpenAsync(db, stop);
        return await session.AccountKeys.Select(key => key.AccountId).Distinct().ToListAsync(stop);
    }

    private async Task<int> ResealAsync(Tenant tenant, CancellationToken stop)
    {
        var (done, after) = (0, (ConnectionId: Guid.Empty, Version: 0));
        while (true)
        {
            await using var session = await db.InWorkspaceAsync(tenant, stop);
            var rows = await NextAsync(session, after, stop);
            foreach (var (secret, connection) in rows)
                done += await ResealAsync(session, secret, connection, stop);
            await session.SaveAsync(stop);
            if (rows.Count < Batch)
                return done;
            after = (rows[^1].Secret.ConnectionId, rows[^1].Secret.Version);
        }
    }

    private static async Task<List<(ConnectionSecret Secret, Connection Connection)>> NextAsync(
        WorkspaceSession session, (Guid ConnectionId, int Version) after, CancellationToken stop)
    {
        var found =
            from secret in session.Secrets.AsNoTracking()
            join connection in session.Connections.AsNoTracking() on secret.ConnectionId equals connection.Id
            where secret.Envelope.Length > 0 && secret.Envelope[0] == Envelope.FirstFormat
                && EF.Functions.GreaterThan(ValueTuple.Create(secret.ConnectionId, secret.Version), ValueTuple.Create(after.ConnectionId, after.Version))
            orderby secret.ConnectionId, secret.Version
            select new { secret, connection };
        return [.. (await found.Take(Batch).ToListAsync(stop)).Select(row => (row.secret, row.connection))];
    }

    private async Task<int> ResealAsync(WorkspaceSession session, ConnectionSecret secret, Connection connection, CancellationToken stop)
    {
        try
        {
            var context = SecretContext.Of(connection, secret.Version, secret.Purpose);
            var was = secret.Envelope;
            var now = await vault.SealAsync(session, context, await vault.OpenAsync(session, context, was, stop), stop);

            // Whoever deleted or replaced it meanwhile has the newer word.
            return await session.Secrets
                .Where(row => row.ConnectionId == secret.ConnectionId && row.Version == secret.Version && row.Envelope == was)
                .ExecuteUpdateAsync(row => row.SetProperty(found => found.Envelope, now), stop);
        }
        catch (VaultException)
        {
            // Counted and told where it was opened.
            return 0;
        }
    }

    private async Task<int> WaitingAsync(Tenant tenant, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        return await session.Inbox.CountAsync(row => row.Envelope[0] == Envelope.FirstFormat, stop)
            + await session.Revocations.CountAsync(row => row.Envelope != null && row.Envelope[0] == Envelope.FirstFormat, stop)
            + await session.ConnectAttempts.CountAsync(row => row.Parked != null && row.EndsAt > now, stop);
    }

    [LoggerMessage(LogLevel.Information, "Resealed {Done} credentials from the first release; {Waiting} of its replies and revocations are still in progress")]
    private partial void Resealed(int done, int waiting);
}
