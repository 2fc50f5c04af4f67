using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core;

/// <summary>Registers the product without a screen; Web and Worker both start from here.</summary>
public static class CoreSetup
{
    /// <summary>Adds every Core class. The caller adds the database context and Redis (ServiceDefaults).</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration cannot work; the message is for the operator.</exception>
    public static IServiceCollection AddTaskJuiceCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(KeyEncryptionKeys.From(configuration));
        services.AddSingleton<AccountKeys>();
        services.AddSingleton<SecretVault>();
        services.AddScoped<OpenAccount>();
        services.AddScoped<FindWorkspace>();
        return services;
    }
}
