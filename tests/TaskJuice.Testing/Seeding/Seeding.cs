using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    private const string RedirectUri = "http://localhost:5999/callback";
    private const int AtOnce = 16;

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
        using var http = new HttpClient { BaseAddress = new(system.ProviderUrl + "/") };
        var tokens = await TokensAsync(http, count);
        List<Guid> added = [];
        foreach (var some in tokens.Chunk(100))
            added.AddRange(await AddAsync(services, tenant, $"{provider ?? system.ProviderUrl}/oauth/token", some));
        return added;
    }

    /// <summary>Opens an account with one workspace.</summary>
    public static async Task<Tenant> OpenWorkspaceAsync(IServiceProvider services, string slug)
    {
        await using var scope = services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<OpenAccount>().OpenAsync("Southwind", [], [(slug, slug)], CancellationToken.None))[0].Tenant;
    }

    /// <summary>Refresh tokens by way of a consent that shows no page.</summary>
    /// <param name="http">Leads to the provider.</param>
    /// <param name="count">How many.</param>
    public static async Task<IReadOnlyList<string>> TokensAsync(HttpClient http, int count)
    {
        var control = new FakeProviderControl(http);
        await control.PutClientAsync(Client, new(ClientSecret, [RedirectUri]));
        await control.SetKnobsAsync(Client, new() { AutoApprove = "acct_acme" });
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = http.BaseAddress };
        var tokens = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, stop) =>
            tokens[number] = await TokenAsync(browser, http, stop));
        await control.ClearLedgerAsync();
        return tokens;
    }

    /// <summary>A token request of the product's client.</summary>
    public static FormUrlEncodedContent Form(params KeyValuePair<string, string>[] fields) =>
        new([.. fields, new("client_id", Client), new("client_secret", ClientSecret)]);

    private static async Task<string> TokenAsync(HttpClient browser, HttpClient http, CancellationToken stop)
    {
        using var answer = await browser.GetAsync(
            $"oauth/authorize?client_id={Client}&response_type=code&redirect_uri={Uri.EscapeDataString(RedirectUri)}&scope=offline_access&state=x", stop);
        var code = HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"]!;
        using var reply = await http.PostAsync("oauth/token", Form(
            new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", RedirectUri)), stop);
        return (await reply.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("refresh_token").GetString()!;
    }

    private static async Task<IReadOnlyList<Guid>> AddAsync(IServiceProvider services, Tenant tenant, string endpoint, string[] refreshTokens)
    {
        await using var scope = services.CreateAsyncScope();
        var vault = scope.ServiceProvider.GetRequiredService<SecretVault>();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, CancellationToken.None);
        List<Guid> added = [];
        foreach (var token in refreshTokens)
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
            var values = new Dictionary<string, Secret> { [CredentialNames.AccessToken] = new("none"), [CredentialNames.RefreshToken] = new(token) };
            session.Add(connection);
            session.Add(new ConnectionSecret(connection, context.Purpose, await vault.SealAsync(session, context, values, CancellationToken.None), now));
            session.Add(new RefreshLease(connection, now.AddHours(1)));
            added.Add(connection.Id);
        }

        await session.SaveAsync(CancellationToken.None);
        return added;
    }
}
