using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Core.Limiting;

internal static class LimitingSetup
{
    public static void AddLimiting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(PersonLimits.Of(configuration));
        services.AddSingleton<SharedCounts>();
        services.AddSingleton<Tally>();
        services.AddSingleton<OpenPlaces>();
    }
}
