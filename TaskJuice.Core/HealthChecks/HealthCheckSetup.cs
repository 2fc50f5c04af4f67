using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Core.HealthChecks;

internal static class HealthCheckSetup
{
    public static void AddHealthProbes(this IServiceCollection services)
    {
        services.AddScoped<TryConnection>();
        services.AddScoped<CheckConnection>();
        services.AddScoped<ProbeKey>();
        services.AddSingleton<ProbeSchedule>();
    }
}
