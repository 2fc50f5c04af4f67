using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Revocation;

internal static class RevocationSetup
{
    public static void AddRevocation(this IServiceCollection services)
    {
        services.AddSingleton<SealedStore, GrantsToRevoke>();
        services.AddScoped<QueueRevocation>();
        services.AddScoped<AskRevocation>();
        services.AddSingleton<RevocationSchedule>();
        services.AddScoped<SharedAccess>();
    }
}
