using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;
using TaskJuice.FakeProvider;

namespace TaskJuice.Testing;

/// <summary>Connections of the sandbox app in any number, whose refresh tokens the fake provider really gave.</summary>
public static class Seeding
{
    /// <summary>The OAuth client of the sandbox app.</summary>
    public const string Client = "taskjuice-sandbox";

    /// <summary>Its secret.</summary>
    public const string ClientSecret = "sandbox-client-secret";

    private static readonly string[] Scopes = ["openid", "profile", "email", "offline_access", "records.read", "messages.write"];
    private const int PerTransaction = 250;

    // One waits for the database while the other seals.
    private const int AtOnce = 2;

    /// <summary>For every process: nothing is written that grows with each call.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["FakeProvider__State"] = "", ["Traces__File"] = "" };

    /// <summary>Adds connections to a workspace; none is due.</summary>
    /// <param name="system">Whose provider gives the tokens.</param>
    /// <param name="services">The product in this process, see <see cref="InProcess"/>.</param>
    /// <param name="tenant">The workspace.</param>
    /// <param name="count">How many.</param>
    /// <param name="provider">The address by which the product knows the provider, when it is another one.</param>
    /// <returns>Their ids.</returns>
    public static async Task<IReadOnlyList<Guid>> AddAsync(TestSystem system, IServiceProvider services, Tenant tenant, int count, string? provider = null)
    {
        using var http = new HttpClient { BaseAddress = new(system.ProviderUrl) };
        return await AddAsync(services, tenant, provider ?? system.ProviderUrl, await GrantsAsync(http, count));
    }

    /// <summary>Adds a connection for each grant, in their order.</summary>
    /// <param name="services">The product in this process, see <see cref="InProcess"/>.</param>
    /// <param name="tenant">The workspace.</param>
    /// <param name="provider">The address by which the product knows the provider.</param>
    /// <param name="grants">What the provider gave.</param>
    /// <returns>Their ids.</returns>
    public static async Task<IReadOnlyList<Guid>> AddAsync(IServiceProvider services, Tenant tenant, string provider, IReadOnlyList<IssuedGrant> grants)
    {
        var chunks = grants.Chunk(PerTransaction).ToArray();
        var added = new IReadOnlyList<Guid>[chunks.Length];
        await Parallel.ForAsync(0, chunks.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
            added[number] = await AddSomeAsync(services, tenant, $"{provider}/oauth/token", chunks[number]));
        return [.. added.SelectMany(some => some)];
    }

    /// <summary>Opens an account with one workspace.</summary>
    public static async Task<Tenant> OpenWorkspaceAsync(IServiceProvider services, string slug)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<OpenAccount>().OpenAsync("Southwind", [], [(slug, slug)], CancellationToken.None))[0].Tenant;
    }

    /// <summary>Consents of one person to the sandbox app, with their first tokens.</summary>
    /// <param name="http">Leads to the provider.</param>
    /// <param name="count">How many.</param>
    public static Task<IReadOnlyList<IssuedGrant>> GrantsAsync(HttpClient http, int count) =>
        new FakeProviderControl(http).IssueGrantsAsync(new(Client, "acct_acme", Scopes, count));

    /// <summary>The refresh tokens of as many consents.</summary>
    /// <param name="http">Leads to the provider.</param>
    /// <param name="count">How many.</param>
    public static async Task<IReadOnlyList<string>> TokensAsync(HttpClient http, int count) =>
        [.. (await GrantsAsync(http, count)).Select(grant => grant.RefreshToken)];

    /// <summary>A token request of the product's client.</summary>
    public static FormUrlEncodedContent Form(params KeyValuePair<string, string>[] fields) =>
        new([.. fields, new("client_id", Client), new("client_secret", ClientSecret)]);

    private static async Task<IReadOnlyList<Guid>> AddSomeAsync(IServiceProvider services, Tenant tenant, string endpoint, IssuedGrant[] grants)
    {
        await using var scope = services.CreateAsyncScope();
        var vault = scope.ServiceProvider.GetRequiredService<SecretVault>();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, CancellationToken.None);
        List<Guid> added = [];
        foreach (var grant in grants)
        {
            var now = DateTimeOffset.UtcNow;
            var connection = new Connection(tenant, new()
            {
                App = "sandbox",
                Method = "oauth",
                Client = OAuthClient.Shared,
                Label = "Client",
                ExternalAccountId = $"{Guid.NewGuid()}",
                TokenEndpoint = endpoint,
                ExpiresAt = now.AddHours(1),
            }, Guid.NewGuid(), now);
            var context = SecretContext.Of(connection, connection.SecretVersion, SecretPurpose.OAuthTokens);
            var values = new Dictionary<string, Secret>
            {
                [CredentialNames.AccessToken] = new(grant.AccessToken),
                [CredentialNames.RefreshToken] = new(grant.RefreshToken),
            };
            session.Add(connection);
            session.Add(new ConnectionSecret(connection, context.Purpose, await vault.SealAsync(session, context, values, CancellationToken.None), now));
            session.Add(new RefreshLease(connection, now.AddHours(1)));
            added.Add(connection.Id);
        }

        await session.SaveAsync(CancellationToken.None);
        return added;
    }
}
