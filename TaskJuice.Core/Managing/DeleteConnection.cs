using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workflows;

namespace TaskJuice.Core.Managing;

/// <summary>The result of deleting a connection.</summary>
public abstract record DeleteResult
{
    private DeleteResult() { }

    /// <summary>The connection and its credential were deleted.</summary>
    /// <param name="Label">Its former name.</param>
    /// <param name="Note">What is known about the access at the provider.</param>
    public sealed record Deleted(string Label, AccessNote Note) : DeleteResult;

    /// <summary>The connection does not exist, or no longer does.</summary>
    public sealed record Gone : DeleteResult;
}

/// <summary>
/// Deletes a connection and revokes its access as <see cref="DisconnectConnection"/> does; its steps then need another account.
/// </summary>
public sealed class DeleteConnection(TaskJuiceDb db, SecretVault vault, QueueRevocation queue, AskRevocation ask, TimeProvider clock)
{
    /// <summary>Deletes, and retries when a step selected the connection concurrently.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="by">The user.</param>
    /// <param name="endsForAll">True to revoke access at the provider even though other connections of the account use it.</param>
    /// <param name="stop">Cancels the operation before anything is deleted.</param>
    public async Task<DeleteResult> DeleteAsync(Tenant tenant, Guid id, Guid by, bool endsForAll, CancellationToken stop)
    {
        if (await Collisions.TryAgainAsync(() =>
            RemoveAsync(tenant, id, by, endsForAll, stop)) is not (var connection, var queued, var end))
            return new DeleteResult.Gone();

        if (queued is not null)
            end = await ask.AskAsync(tenant, queued.Id);
        return new DeleteResult.Deleted(connection.Label, new(end, connection.App, connection.Method));
    }

    private async Task<Removed?> RemoveAsync(Tenant tenant, Guid id, Guid by, bool endsForAll, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.TouchAsync(id, now, stop);
        await session.LockAsync(id, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return null;

        var (queued, end) = await queue.QueueAsync(session, connection, by, isGivenUp: true, endsForAll, stop);
        await session.Steps.Where(step => step.ConnectionId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(step => step.ConnectionId, (Guid?)null), stop);
        if (queued is null && end != AccessEnd.Before)
            session.Add(new AuditEvent(tenant, id, AuditKind.Disconnected, by, now, new AccessNote(end, connection.App, connection.Method)
                .ToString()));
        session.Add(new AuditEvent(tenant, id, AuditKind.Deleted, by, now, connection.Label));
        vault.GiveUp(session, connection);
        session.Remove(connection);
        await session.SaveAsync(stop);
        return new(connection, queued, end);
    }

    private sealed record Removed(Connection Connection, QueuedRevocation? Queued, AccessEnd End);
}
