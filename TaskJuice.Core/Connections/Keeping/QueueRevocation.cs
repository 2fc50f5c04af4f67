using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Keeping;

/// <summary>Keeps what is needed to end a grant at the provider, in the transaction that gives it up here.</summary>
public sealed partial class QueueRevocation(SecretVault vault, AppCatalog catalog, OAuthClients clients, TimeProvider clock, ILogger<QueueRevocation> log)
{
    /// <summary>Queues the grant a connection has now. Call it before the credential is forgotten or replaced.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="user">Who is the cause; recorded with the use of the credential.</param>
    /// <param name="isGivenUp">True when the person gave it up and waits for the result; false when another credential takes its place.</param>
    /// <param name="endsForAll">True to end it although other connections stand on it.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>The row to ask with, or why there is nothing to ask.</returns>
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
        queued.WasRefreshing = await session.Leases.AnyAsync(lease => lease.ConnectionId == connection.Id && lease.Owner != null && lease.HeldUntil > now, stop);
        if (isGivenUp)
            queued.Hold(now + AskRevocation.Lease);
        session.Add(queued);
        session.Add(new AuditEvent(session.Tenant, connection.Id, AuditKind.UsedForCall, user, now, "revoke"));
        return (queued, AccessEnd.Retrying);
    }

    private async Task<IReadOnlyDictionary<string, Secret>?> CredentialAsync(WorkspaceSession session, Connection connection, CancellationToken stop)
    {
        var secret = await session.Secrets.FirstOrDefaultAsync(row => row.ConnectionId == connection.Id && row.Version == connection.SecretVersion, stop);
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

    [LoggerMessage(LogLevel.Error, "The credential of connection {Connection} cannot be opened, so its access is not ended at the provider")]
    private partial void CannotBeOpened(Guid connection, Exception failure);
}
