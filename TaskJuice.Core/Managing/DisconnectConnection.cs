using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Managing;

/// <summary>The result of disconnecting.</summary>
public abstract record DisconnectResult
{
    private DisconnectResult() { }

    /// <summary>The credential was deleted in TaskJuice.</summary>
    /// <param name="Note">What is known about the access at the provider.</param>
    public sealed record Disconnected(AccessNote Note) : DisconnectResult;

    /// <summary>The connection does not exist.</summary>
    public sealed record Gone : DisconnectResult;
}

/// <summary>
/// Disconnects a connection: deletes the credential at once, then revokes the access at the provider if possible. The connection and its
/// steps' selections are kept, so that connecting the same account again restores everything.
/// </summary>
public sealed class DisconnectConnection(TaskJuiceDb db, SecretVault vault, QueueRevocation queue, AskRevocation ask, TimeProvider clock)
{
    /// <summary>Disconnects; does nothing to a connection that is already disconnected.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="by">The user.</param>
    /// <param name="endsForAll">True to revoke access at the provider even though other connections of the account use it.</param>
    /// <param name="stop">Cancels the operation before anything is deleted.</param>
    public async Task<DisconnectResult> DisconnectAsync(Tenant tenant, Guid id, Guid by, bool endsForAll, CancellationToken stop)
    {
        if (await Collisions.TryAgainAsync(() =>
            ForgetAsync(tenant, id, by, endsForAll, stop)) is not (var connection, var queued, var end))
            return new DisconnectResult.Gone();

        if (queued is not null)
            end = await ask.AskAsync(tenant, queued.Id);
        return new DisconnectResult.Disconnected(new(end, connection.App, connection.Method));
    }

    private async Task<(Connection Connection, QueuedRevocation? Queued, AccessEnd End)?> ForgetAsync(
        Tenant tenant, Guid id, Guid by, bool endsForAll, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        await session.LockAsync(id, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return null;

        var (queued, end) = await queue.QueueAsync(session, connection, by, isGivenUp: true, endsForAll, stop);
        if (end == AccessEnd.Before)
            return (connection, null, end);

        await session.ForgetCredentialAsync(vault, connection, now, stop);
        if (queued is null)
            session.Add(new AuditEvent(tenant, id, AuditKind.Disconnected, by, now, new AccessNote(end, connection.App, connection.Method)
                .ToString()));
        await session.SaveAsync(stop);
        return (connection, queued, end);
    }
}
