using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Duties;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

internal static class RefreshingSetup
{
    public static void AddRefreshing(this IServiceCollection services)
    {
        services.AddScoped<SpoolCourier>();

        // First of all, so that nothing is refreshed while its last reply still lies on this disk.
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
        services.AddSingleton<SealedStore, WaitingReplies>();
        services.AddScoped<AskForTokens>();
        services.AddScoped<RefreshPermits>();
        services.AddScoped<RefreshLeases>();
        services.AddScoped<StoreRefresh>();
        services.AddScoped<RefreshConnection>();
        services.AddSingleton<RefreshSchedule>();
    }
}
