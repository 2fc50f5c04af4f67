using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections.Keeping;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>
/// Keeps the reply of a token endpoint before it is read: in the database, or on the disk of this machine while the database does not
/// answer. Between the provider's rotation and this lies the only moment in which a token can be lost.
/// </summary>
public sealed partial class TokenInbox(TaskJuiceDb db, QueueRevocation revocations, ReplySpool spool, TimeProvider clock, ILogger<TokenInbox> log)
{
    // A database that restarts answers within seconds or not at all; the disk does not keep anybody waiting.
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(5);

    /// <summary>Keeps a reply. It never throws: whoever called still has the tokens in memory and goes on.</summary>
    internal async Task KeepAsync(HeldLease held, Secret body, DateTimeOffset sentAt)
    {
        var reply = new SpooledReply(
            held.Tenant.AccountId, held.Tenant.WorkspaceId, held.Connection.Id, held.Generation, held.Connection.SecretVersion,
            held.ReplySeal.Seal(new Dictionary<string, Secret> { [HeldLease.Body] = body }), sentAt, clock.GetUtcNow());
        try
        {
            using var patience = new CancellationTokenSource(DatabasePatience, clock);
            await StoreAsync(reply, held.Connection, patience.Token);
        }
        catch (Exception failure)
        {
            KeptOnDisk(held.Connection.Id, failure);
            Spool(reply);
        }
    }

    /// <summary>Brings what this machine kept on its disk into the database, and has it looked at.</summary>
    /// <param name="stop">Ends the work; what was not brought stays on the disk.</param>
    /// <returns>How many replies were brought.</returns>
    public async Task<int> BringSpooledAsync(CancellationToken stop)
    {
        var brought = 0;
        foreach (var (file, reply) in spool.Read())
        {
            await StoreAsync(reply, asked: null, stop);
            spool.Remove(file);
            Brought(reply.ConnectionId);
            brought++;
        }

        return brought;
    }

    // Only one that comes from the disk does not know the connection it was asked for.
    private async Task StoreAsync(SpooledReply reply, Connection? asked, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(reply.Tenant, stop);
        if ((asked is not null && await IsHeldAsync(session, reply, stop)) || await IsWantedAsync(session, reply, stop))
            await PutAsync(session, reply, stop);
        else
            await revocations.QueueLateAsync(session, reply, asked, stop);
        await session.SaveAsync(stop);
    }

    // The reply before, under the same lease, was read and granted nothing.
    private static async Task PutAsync(WorkspaceSession session, SpooledReply reply, CancellationToken stop)
    {
        await session.Inbox.Where(row => row.ConnectionId == reply.ConnectionId && row.Generation == reply.Generation).ExecuteDeleteAsync(stop);
        session.Add(reply.ToRow());
    }

    // Locks the lease: whoever gives the connection up waits, and then finds the reply.
    private static async Task<bool> IsHeldAsync(WorkspaceSession session, SpooledReply reply, CancellationToken stop) =>
        await session.Leases.Where(row => row.ConnectionId == reply.ConnectionId && row.Generation == reply.Generation).ExecuteUpdateAsync(
            row => row.SetProperty(lease => lease.LastOutcome, lease => lease.LastOutcome), stop) == 1;

    // It may have been stored although the database did not say so, be out of date by now, or be of a connection that was given up.
    private static async Task<bool> IsWantedAsync(WorkspaceSession session, SpooledReply reply, CancellationToken stop)
    {
        var isWanted = session.Connections.Where(
            row => row.Id == reply.ConnectionId && row.SecretVersion == reply.SecretVersion && row.Status != ConnectionStatus.Revoked);

        // Whoever holds the lease now, or gave up meanwhile, does not know of this reply: somebody has to look.
        return await session.Leases.Where(row => row.ConnectionId == reply.ConnectionId && isWanted.Any()).ExecuteUpdateAsync(
                row => row.SetProperty(lease => lease.IsAsking, true).SetProperty(lease => lease.DueAt, _ => DateTimeOffset.UtcNow), stop) == 1
            && !await session.Inbox.AnyAsync(row => row.ConnectionId == reply.ConnectionId && row.Generation == reply.Generation, stop);
    }

    private void Spool(SpooledReply reply)
    {
        try
        {
            spool.Write(reply);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotKept(reply.ConnectionId, failure);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not store the token reply for connection {Connection} in the database; keeping it on disk until that works")]
    private partial void KeptOnDisk(Guid connection, Exception failure);

    [LoggerMessage(LogLevel.Critical, "Could not store the token reply for connection {Connection} in the database or on disk; it will be lost if this process stops")]
    private partial void NotKept(Guid connection, Exception failure);

    [LoggerMessage(LogLevel.Information, "Moved the spooled token reply for connection {Connection} into the database")]
    private partial void Brought(Guid connection);
}
