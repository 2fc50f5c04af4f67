using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Core.Revocation;

internal static class RevocationSetup
{
    public static void AddRevocation(this IServiceCollection services)
    {
        services.AddScoped<QueueRevocation>();
        services.AddScoped<AskRevocation>();
        services.AddSingleton<RevocationSchedule>();
        services.AddScoped<SharedAccess>();
    }
}
