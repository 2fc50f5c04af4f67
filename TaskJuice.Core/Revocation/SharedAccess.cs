using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Revocation;

/// <summary>Tells, before an access is given up, how many other connections of the account would lose it at the provider too.</summary>
public sealed class SharedAccess(TaskJuiceDb db, AppCatalog catalog, OAuthClients clients, TimeProvider clock)
{
    /// <summary>
    /// How many others there are. They may be in workspaces the person does not see; so their number is told and nothing else. Zero when
    /// the provider cannot be asked to end the access anyway.
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
