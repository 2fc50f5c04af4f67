using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Limiting;

internal static class LimitingSetup
{
    public static void AddLimiting(this IServiceCollection services)
    {
        services.AddSettings<PersonLimits>("Limits").ValidateOnStart();
        services.AddSingleton<SharedCounts>();
        services.AddSingleton<Tally>();
        services.AddSingleton<OpenPlaces>();
    }
}
