using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace TaskJuice.Core.Providers;

/// <summary>Registers everything that speaks HTTP to a provider.</summary>
public static class ProviderRegistration
{
    /// <summary>
    /// Adds <see cref="OAuthClients"/>, <see cref="TokenEndpoint"/>, <see cref="ProviderApi"/>, <see cref="RevocationEndpoint"/> and the
    /// guard they share. A wrong <c>OAuth:Clients</c> or <c>Egress:Allow</c> entry stops the start of the host.
    /// </summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new OAuthClients(configuration));
        services.AddSingleton(_ => new EgressRules(configuration));
        services.AddSingleton(provider => new EgressGuard(provider.GetRequiredService<EgressRules>()));
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton(provider => new TokenEndpoint(provider.GetRequiredService<ProviderHttp>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ProviderApi(provider.GetRequiredService<ProviderHttp>()));
        services.AddSingleton(provider => new RevocationEndpoint(provider.GetRequiredService<ProviderHttp>()));
        services.AddHostedService<ConfigurationCheck>();
        services.AddHttpClient(ProviderHttp.ClientName)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<EgressGuard>().Handler)
            // Whatever the host adds to every client, such as retries, must not touch these calls: a retried refresh can end a grant.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;
    }

    // Resolving them reads the configuration: a wrong entry stops the start, not the first person who connects.
    private sealed class ConfigurationCheck(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken stop)
        {
            services.GetRequiredService<OAuthClients>();
            services.GetRequiredService<EgressRules>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
    }
}
