using TaskJuice.Core.Revocation;
using TaskJuice.Core.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TaskJuice.Core.Branding;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Duties;
using TaskJuice.Core.Limiting;
using TaskJuice.Core.Mailing;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Retention;
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
        services.AddScoped<FindWorkspace>();
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

    private static void AddConnecting(this IServiceCollection services)
    {
        // Required by Web; the Worker needs it only for mails.
        services.AddSettings<PublicUrl>("Web");
        services.AddSingleton<FlowSeal>();
        services.AddSingleton<StateSignature>();
        services.AddSingleton<RememberedStates>();
        services.AddScoped<PendingAuthorizations>();
        services.AddScoped<ConnectFlows>();
        services.AddScoped<StartAuthorization>();
        services.AddScoped<CancelAuthorization>();
        services.AddScoped<FinishAuthorization>();
        services.AddScoped<ConcludeAuthorization>();
        services.AddSingleton<ConclusionsUnderWay>();
        services.AddHostedService(provider => provider.GetRequiredService<ConclusionsUnderWay>());
        services.AddScoped<ExchangeCode>();
        services.AddScoped<PendingGrants>();
        services.AddScoped<SaveOrAsk>();
        services.AddScoped<GiveBackGrant>();
        services.AddSingleton<GiveBackUndecided>();
        services.AddScoped<KeepRefreshToken>();
        services.AddScoped<ResolveIdentityMismatch>();
        services.AddScoped<ChooseExternalAccount>();
        services.AddScoped<ConnectWithKey>();
        services.AddScoped<SaveConnection>();
        services.AddScoped<PlanRefreshes>();
        services.AddScoped<ReplaceConnection>();
        services.AddScoped<TryConnection>();
    }

    private static void AddRefreshing(this IServiceCollection services)
    {
        services.AddScoped<SpoolCourier>();

        // Registered first, so that nothing is refreshed while its last reply is still spooled on this disk.
        services.AddDuty<SpoolCourier>("move spooled token replies into the database", TimeSpan.FromSeconds(1), async (courier, stop) =>
        {
            await courier.BringAsync(stop);
            return false;
        }, comesFirst: true);
        services.AddSettings<RefreshRates>("Refresh").ValidateOnStart();
        services.AddSingleton<TokenEndpointCircuit>();
        services.AddSettings<SpoolPlace>("Refresh").ValidateOnStart();
        services.AddSingleton<ReplySpool>();
        services.AddHealthChecks().AddCheck<SpoolHealth>("spool");
        services.AddSingleton<FreshTokens>();
        services.AddSingleton<LeaseKeeper>();
        services.AddScoped<TokenInbox>();
        services.AddScoped<AskForTokens>();
        services.AddScoped<RefreshPermits>();
        services.AddScoped<RefreshLeases>();
        services.AddScoped<StoreRefresh>();
        services.AddScoped<RefreshConnection>();
        services.AddSingleton<RefreshSchedule>();
    }
}
