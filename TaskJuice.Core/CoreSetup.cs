using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Branding;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Limiting;
using TaskJuice.Core.Mailing;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Retention;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core;

/// <summary>Registers everything that Web and Worker share.</summary>
public static class CoreSetup
{
    /// <summary>Registers all Core services. The caller registers the database context and Redis (ServiceDefaults).</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Keys, clients or allowed addresses are invalid. Settings
    /// bound to a class are validated when the host starts.</exception>
    public static IServiceCollection AddTaskJuiceCore(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(DatabaseClock.Instance));
        services.AddVault(configuration);
        services.AddAppCatalog(configuration, environment);
        services.AddScoped<OpenAccount>();
        services.AddScoped<ShredAccount>();
        services.AddScoped<FindWorkspace>();
        services.AddScoped<FindVisitor>();
        services.AddScoped<BrowserSessions>();
        services.AddScoped<ChangeBrand>();
        services.AddScoped<ListNotifications>();
        services.AddScoped<MarkNotificationsRead>();
        services.AddSingleton<EndingSecrets>();
        services.AddScoped<WarnOfEnd>();
        services.AddSingleton<WarningSchedule>();
        services.AddMailing();
        services.AddProviders(configuration);
        services.AddLimiting();
        // Web cannot do without it; the Worker only needs it for mails.
        services.AddSettings<PublicUrl>("Web");
        services.AddSingleton<SealedStore, StoredCredentials>();
        services.AddSettings<AnswerPatience>("Connect").ValidateOnStart();
        services.AddConnecting();
        services.AddRefreshing();
        services.AddHealthProbes();
        services.AddRevocation();
        services.AddManaging();
        services.AddSettings<RetentionPeriods>(section: "").ValidateOnStart();
        services.AddSingleton<PruneFinished>();
        services.AddSingleton<CleanUp>();

        // Shutdown waits for pending token requests: the reply is the only copy of the new tokens.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(120));
        return services;
    }
}
