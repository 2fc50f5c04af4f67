using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Revocation;

/// <summary>
/// Counts, before a connection is disconnected, how many other connections of the account would lose access at the provider too.
/// </summary>
public sealed class SharedAccess(TaskJuiceDb db, AppCatalog catalog, OAuthClients clients, TimeProvider clock)
{
    /// <summary>
    /// The number of others. They may be in workspaces the person cannot see, so nothing else is revealed. Zero when the provider has no
    /// revocation endpoint.
    /// </summary>
    public async Task<int> OthersAsync(Connection connection, CancellationToken stop)
    {
        if (connection is not { Client: not null, Status: not ConnectionStatus.Revoked }
            || catalog.Find(connection.App)?.Method(connection.Method) is not OAuthMethod { Revocation.Url: not null })
            return 0;

        var grant = SharedGrant.Of(new QueuedRevocation(connection, null, clock.GetUtcNow()), catalog, clients);
        await using var session = await SharedGrantSession.OpenAsync(db, grant, stop);
        return await session.OthersAsync(connection.Id, stop);
    }
}
