using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Providers;

/// <summary>Registers all provider calls.</summary>
public static class ProviderRegistration
{
    /// <summary>
    /// Adds <see cref="OAuthClients"/>, <see cref="TokenEndpoint"/>, <see cref="ProviderApi"/>, <see cref="RevocationEndpoint"/> and the
    /// guard they share.
    /// </summary>
    /// <exception cref="OptionsValidationException">An entry of <c>OAuth:Clients</c> or <c>Egress:Allow</c> is invalid.</exception>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new OAuthClients(configuration));
        services.AddSingleton(new EgressRules(configuration));
        services.AddSingleton(provider => new EgressGuard(provider.GetRequiredService<EgressRules>()));
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton(
            provider => new TokenEndpoint(provider.GetRequiredService<ProviderHttp>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(
            provider => new ExchangeEndpoint(provider.GetRequiredService<ProviderHttp>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ProviderApi(provider.GetRequiredService<ProviderHttp>()));
        services.AddSingleton(provider => new RevocationEndpoint(provider.GetRequiredService<ProviderHttp>()));
        services.AddHttpClient(ProviderHttp.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<EgressGuard>().Handler)
            // Handlers that the host adds to every client, such as retries, must not apply here: a retried refresh can end a grant.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;
    }
}
