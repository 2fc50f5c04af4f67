using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Tests.Pages.Workflows;

namespace TaskJuice.Tests.Vault;

/// <summary>Connections whose credential is made of their own id, so that any mix-up shows.</summary>
internal static class SealedAccounts
{
    public static async Task SealManyAsync(this WebFixture web, Tenant tenant, int count)
    {
        await web.PlantManyAsync(tenant, count);
        await web.UseAsync<SecretVault, int>(vault => web.InWorkspaceAsync(tenant, async session =>
        {
            foreach (var connection in await session.Connections.ToListAsync())
                session.Add(await SealAsync(vault, session, connection));
            return 0;
        }));
    }

    /// <summary>Stores the next version of a credential and forgets the one before, as a refresh does.</summary>
    public static async Task SealAnewAsync(this IServiceProvider services, Tenant tenant, Guid id)
    {
        await using var scope = services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, CancellationToken.None);
        var connection = await session.Connections.SingleAsync(row => row.Id == id);
        connection.Refreshed(null, [], DateTimeOffset.UtcNow);
        session.Add(await SealAsync(services.GetRequiredService<SecretVault>(), session, connection));
        await session.Secrets.Where(row => row.ConnectionId == id && row.Version < connection.SecretVersion - 1).ExecuteDeleteAsync();
        await session.SaveAsync(CancellationToken.None);
    }

    /// <returns>How many newest credentials opened to what was sealed; any failure throws.</returns>
    public static async Task<int> OpenAllAsync(this IServiceProvider services, Tenant tenant, Guid? only = null)
    {
        await using var scope = services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, CancellationToken.None);
        var vault = services.GetRequiredService<SecretVault>();
        var found = await (from connection in session.Connections.AsNoTracking()
                           join secret in session.Secrets.AsNoTracking() on
                               new { Id = connection.Id, Version = connection.SecretVersion } equals new { Id = secret.ConnectionId, secret.Version }
                           where only == null || connection.Id == only
                           select new { connection, secret }).ToListAsync();
        foreach (var row in found)
        {
            var values = await vault.OpenAsync(session, row.connection, row.secret, CancellationToken.None);
            if (values["access_token"].Reveal() != TokenOf(row.connection))
                throw new InvalidOperationException("A credential opened to another one's.");
        }

        return found.Count;
    }

    private static async Task<ConnectionSecret> SealAsync(SecretVault vault, WorkspaceSession session, Connection connection)
    {
        var context = SecretContext.Of(connection, connection.SecretVersion, SecretPurpose.OAuthTokens);
        var values = new Dictionary<string, Secret> { ["access_token"] = new(TokenOf(connection)) };
        return new(connection, context.Purpose, await vault.SealAsync(session, context, values, CancellationToken.None), DateTimeOffset.UtcNow);
    }

    private static string TokenOf(Connection connection) => $"token-of-{connection.Id}";
}
