using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

/// <summary>Stores what is needed to revoke a grant at the provider, in the transaction that removes it here.</summary>
public sealed partial class QueueRevocation(
    SecretVault vault, AppCatalog catalog, OAuthClients clients, TimeProvider clock, ILogger<QueueRevocation> log)
{
    /// <summary>Queues a connection's current grant. Call it before the credential is deleted or replaced.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="user">The user who caused it; recorded with the use of the credential.</param>
    /// <param name="isGivenUp">True when the person disconnected and waits for the result; false when another credential replaces
    /// it.</param>
    /// <param name="endsForAll">True to revoke it even though other connections share it.</param>
    /// <param name="stop">Cancels the operation.</param>
    /// <returns>The queued row, or why there is nothing to request.</returns>
    internal async Task<(QueuedRevocation? Queued, AccessEnd End)> QueueAsync(
        WorkspaceSession session, Connection connection, Guid user, bool isGivenUp, bool endsForAll, CancellationToken stop)
    {
        if (connection.Status == ConnectionStatus.Revoked)
            return (null, AccessEnd.Before);
        if (catalog.Find(connection.App)?.Method(connection.Method) is ApiKeyMethod or OAuthMethod { Revocation.Url: null })
            return (null, AccessEnd.ByHandOnly);

        var now = clock.GetUtcNow();
        var queued = new QueuedRevocation(connection, isGivenUp ? user : null, now) { EndsForAll = endsForAll };
        if (RevocationRequest.For(queued, catalog, clients) is null || await CredentialAsync(session, connection, stop) is not { } tokens)
            return (null, AccessEnd.NotAsked);

        queued.Envelope = await vault.SealAsync(session, queued.Context, tokens, stop);
        queued.WasRefreshing = await session.Leases.AnyAsync(
            lease => lease.ConnectionId == connection.Id && lease.Owner != null && lease.HeldUntil > now, stop);
        if (isGivenUp)
            queued.Hold(now + AskRevocation.Lease);
        session.Add(queued);
        session.Add(new AuditEvent(session.Tenant, connection.Id, AuditKind.UsedForCall, user, now, "revoke"));
        foreach (var reply in await session.Inbox.AsNoTracking().Where(row => row.ConnectionId == connection.Id).ToListAsync(stop))
            await QueueReplyAsync(
                session, new(connection, null, now), new(reply.Envelope, reply.Generation, reply.SecretVersion, reply.SentAt), stop);
        return (queued, AccessEnd.Retrying);
    }

    /// <summary>
    /// Queues a refresh result that arrived too late: the connection was disconnected, or now has the grant of another client. If the grant
    /// is the same, nothing is revoked.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="reply">The sealed reply.</param>
    /// <param name="asked">The connection as it was when it was asked for; null when nobody knows any more.</param>
    /// <param name="stop">Ends the work.</param>
    internal async Task QueueLateAsync(WorkspaceSession session, ReceivedReply reply, Connection? asked, CancellationToken stop)
    {
        var connection = await session.Connections.AsNoTracking().FirstOrDefaultAsync(row => row.Id == reply.ConnectionId, stop);
        var isGivenUp = connection is { Status: ConnectionStatus.Revoked } || (asked is not null && connection?.Client != asked.Client);
        var late = isGivenUp ? new(asked ?? connection!, null, clock.GetUtcNow())
            : connection is null ? await DeletedAsync(session, reply.ConnectionId, stop) : null;
        if (late is not null)
            await QueueReplyAsync(session, late, new(reply.Envelope, reply.Generation, reply.SecretVersion, reply.SentAt), stop);
    }

    // For a deleted connection, only the revocation of its grant is known.
    private async Task<QueuedRevocation?> DeletedAsync(WorkspaceSession session, Guid id, CancellationToken stop) =>
        await session.Revocations.AsNoTracking().Where(row => row.ConnectionId == id).OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(stop)
            is { } earlier ? new(earlier, clock.GetUtcNow()) : null;

    private async Task QueueReplyAsync(WorkspaceSession session, QueuedRevocation late, SealedReply reply, CancellationToken stop)
    {
        if (catalog.Find(late.App)?.Method(late.Method) is not OAuthMethod method)
            return;

        try
        {
            var context = late.ContextOfReply(reply.Generation, reply.SecretVersion);
            var body = (await vault.OpenAsync(session, context, reply.Envelope, stop))[ReceivedReply.Body];
            if (TokenEndpoint.Read(method, TokenGrant.Refresh, body, reply.SentAt).Credential() is { Count: > 0 } tokens)
                await QueueAsync(session, late, tokens, stop);
        }
        catch (VaultException failure)
        {
            CannotBeOpened(late.ConnectionId, failure);
        }
    }

    /// <summary>Queues a received grant that will not be stored on a connection.</summary>
    internal Task QueueAsync(
        WorkspaceSession session, Guid attempt, Grant grant, IReadOnlyDictionary<string, Secret> tokens, CancellationToken stop) =>
        QueueAsync(session, new(session.Tenant, attempt, grant, clock.GetUtcNow()), tokens, stop);

    private async Task QueueAsync(
        WorkspaceSession session, QueuedRevocation queued, IReadOnlyDictionary<string, Secret> tokens, CancellationToken stop)
    {
        if (RevocationRequest.For(queued, catalog, clients) is null)
            return;

        queued.Envelope = await vault.SealAsync(session, queued.Context, tokens, stop);
        session.Add(queued);
    }

    private async Task<IReadOnlyDictionary<string, Secret>?> CredentialAsync(
        WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        var secret = await session.Secrets.FirstOrDefaultAsync(
            row => row.ConnectionId == connection.Id && row.Version == connection.SecretVersion, stop);
        if (secret is null)
            return null;

        try
        {
            return await vault.OpenAsync(session, connection, secret, stop);
        }
        catch (VaultException failure)
        {
            CannotBeOpened(connection.Id, failure);
            return null;
        }
    }

    private sealed record SealedReply(byte[] Envelope, long Generation, int SecretVersion, DateTimeOffset SentAt);

    [LoggerMessage(
        LogLevel.Error,
        "Could not decrypt the credential of connection {Connection}, so its access was not revoked at the provider")]
    private partial void CannotBeOpened(Guid connection, Exception failure);
}
