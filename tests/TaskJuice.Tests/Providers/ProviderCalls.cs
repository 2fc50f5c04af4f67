using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

/// <summary>The real provider classes, allowed to reach one scripted provider, with a clock the test moves.</summary>
public abstract class ProviderCalls : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    protected static readonly Secret Verifier = new("verifier-canary-6f1c");
    protected static readonly Uri RedirectUri = new("https://juice.example/oauth/callback/acme/shared");
    protected static readonly OAuthClient Client = new(OAuthClient.Shared, "the-client", new Secret("client-canary-91ab"));
    private ServiceProvider _services = null!;

    protected ScriptedProvider Provider { get; private set; } = null!;

    protected FakeTimeProvider Clock { get; } = new(Start);

    protected TokenEndpoint Tokens => _services.GetRequiredService<TokenEndpoint>();

    protected ProviderApi Api => _services.GetRequiredService<ProviderApi>();

    protected RevocationEndpoint Revocations => _services.GetRequiredService<RevocationEndpoint>();

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Provider = await ScriptedProvider.StartAsync();
        _services = Services(Clock, Provider.HostAndPort);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static ServiceProvider Services(TimeProvider clock, params string[] allowed) => new ServiceCollection()
        .AddSingleton(clock)
        .AddProviders(new ConfigurationBuilder()
            .AddInMemoryCollection(allowed.Select((entry, index) => KeyValuePair.Create<string, string?>($"Egress:Allow:{index}", entry)))
            .Build())
        .BuildServiceProvider();

    protected OAuthMethod OAuth() => new()
    {
        Key = "oauth",
        Label = "Sign in",
        AuthorizeUrl = $"{Provider.Address}authorize",
        TokenUrl = $"{Provider.Address}token",
        Send = new RequestAuth { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer {access_token}" } },
        Probe = new Probe { Url = $"{Provider.Address}me", Id = "id", Name = ["name"] },
    };

    protected App AppWith(AuthMethod method) => Apps.With(method, [Provider.HostAndPort]);

    protected TokenRequest Request(OAuthMethod method) => new(AppWith(method), method, Client, new Dictionary<string, string>());

    protected Task<TokenResult> RefreshAsync(OAuthMethod? method = null) =>
        Tokens.RefreshAsync(Request(method ?? OAuth()), new Secret("refresh-canary-77"), Stop);

    protected Task<TokenResult> ExchangeAsync(OAuthMethod? method = null) =>
        Tokens.ExchangeAsync(Request(method ?? OAuth()), "code-canary-12", Verifier, RedirectUri, Stop);
}

internal static class Apps
{
    public static App With(AuthMethod method, IReadOnlyList<string> hosts) => new()
    {
        Slug = "acme",
        Name = "Acme",
        Category = "Tests",
        Docs = new Uri("https://acme.example/docs"),
        Checked = new DateOnly(2026, 11, 24),
        DevelopmentOnly = true,
        Methods = [method],
        Hosts = hosts,
        Operations = [],
    };
}
