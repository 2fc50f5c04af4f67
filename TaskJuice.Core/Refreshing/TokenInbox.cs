using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// Stores a token endpoint's reply before it is read: in the database, or on this machine's disk while the database does not respond. A
/// token can be lost only between the provider's rotation and this.
/// </summary>
public sealed partial class TokenInbox(
    TaskJuiceDb db, QueueRevocation revocations, ReplySpool spool, TimeProvider clock, ILogger<TokenInbox> log)
{
    // A restarting database responds within seconds or not at all; the disk does not delay the caller.
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(5);

    /// <summary>Stores a reply. Never throws: the caller still has the tokens in memory and continues.</summary>
    internal async Task KeepAsync(HeldLease held, Secret body, DateTimeOffset sentAt)
    {
        var reply = new SpooledReply(
            held.Tenant.AccountId, held.Tenant.WorkspaceId, held.Connection.Id, held.Generation, held.Connection.SecretVersion,
            held.ReplySeal.Seal(new Dictionary<string, Secret> { [ReceivedReply.Body] = body }), sentAt, clock.GetUtcNow());
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

    /// <summary>Moves spooled replies from this machine's disk into the database, and makes their connections due.</summary>
    /// <param name="stop">Stops the work; what was not moved stays on disk.</param>
    /// <returns>How many replies were moved.</returns>
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

    // A reply from disk comes without the connection that it was requested for.
    private async Task StoreAsync(SpooledReply reply, Connection? asked, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(reply.Tenant, stop);
        var isStored = asked is not null && await session.PutIfHeldAsync(reply.ToRow(), stop);
        if (!isStored && await IsWantedAsync(session, reply, stop))
            session.Add(reply.ToRow());
        else if (!isStored)
            await revocations.QueueLateAsync(session, reply.ToRow(), asked, stop);
        await session.SaveAsync(stop);
    }

    // It may have been stored without confirmation, be outdated, or belong to a deleted credential.
    private static async Task<bool> IsWantedAsync(WorkspaceSession session, SpooledReply reply, CancellationToken stop)
    {
        var isWanted = session.Connections.Where(
            row => row.Id == reply.ConnectionId && row.SecretVersion == reply.SecretVersion && row.Status != ConnectionStatus.Revoked);

        // The current holder, or whoever disconnected meanwhile, does not know about this reply: make the connection due.
        return await session.Leases.Where(row => row.ConnectionId == reply.ConnectionId && isWanted.Any()).ExecuteUpdateAsync(
                row => row.SetProperty(lease => lease.RequestInFlight, true).SetProperty(lease => lease.DueAt, _ => DateTimeOffset.UtcNow),
                stop) == 1
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

    [LoggerMessage(
        LogLevel.Error,
        "Could not store the token reply for connection {Connection} in the database; keeping it on disk until that works")]
    private partial void KeptOnDisk(Guid connection, Exception failure);

    [LoggerMessage(
        LogLevel.Critical,
        "Could not store the token reply for connection {Connection} in the database or on disk; it will be lost if this process stops")]
    private partial void NotKept(Guid connection, Exception failure);

    [LoggerMessage(LogLevel.Information, "Moved the spooled token reply for connection {Connection} into the database")]
    private partial void Brought(Guid connection);
}
