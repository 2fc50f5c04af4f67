using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Tests.Vault;

/// <summary>Opens what a fixture's database holds sealed.</summary>
internal static class StoredSecrets
{
    /// <summary>The newest credential of a connection, as the vault opens it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> SecretOfAsync(this WebFixture web, Tenant tenant, Guid connection)
    {
        await using var scope = web.Services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, CancellationToken.None);
        var row = await session.Connections.SingleAsync(row => row.Id == connection);
        var secret = await session.Secrets.SingleAsync(secret => secret.ConnectionId == connection && secret.Version == row.SecretVersion);
        return await OpenAsync(scope.ServiceProvider, session, row, secret);
    }

    /// <summary>Every value of every stored credential that can be opened, over all tenants.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(WebFixture web)
    {
        List<string> values = [];
        foreach (var tenant in await TenantsAsync(web.Database))
        {
            await using var scope = web.Services.CreateAsyncScope();
            await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, CancellationToken.None);
            var connections = await session.Connections.ToDictionaryAsync(row => row.Id);
            foreach (var secret in await session.Secrets.ToListAsync())
                values.AddRange(await TryOpenAsync(scope.ServiceProvider, session, connections[secret.ConnectionId], secret));
        }

        return values;
    }

    private static async Task<IEnumerable<string>> TryOpenAsync(IServiceProvider services, WorkspaceSession session, Connection row, ConnectionSecret secret)
    {
        try
        {
            return (await OpenAsync(services, session, row, secret)).Values;
        }
        catch (VaultException)
        {
            return [];
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> OpenAsync(
        IServiceProvider services, WorkspaceSession session, Connection row, ConnectionSecret secret)
    {
        var values = await services.GetRequiredService<SecretVault>().OpenAsync(session, row, secret, CancellationToken.None);
        return values.ToDictionary(value => value.Key, value => value.Value.Reveal());
    }

    private static async Task<List<Tenant>> TenantsAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select distinct account_id, workspace_id from connection_secrets");
        await using var reader = await command.ExecuteReaderAsync();
        List<Tenant> tenants = [];
        while (await reader.ReadAsync())
            tenants.Add(new(reader.GetGuid(0), reader.GetGuid(1)));
        return tenants;
    }
}
