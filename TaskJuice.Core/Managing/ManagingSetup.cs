using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Core.Managing;

internal static class ManagingSetup
{
    public static void AddManaging(this IServiceCollection services)
    {
        services.AddScoped<FindConnections>();
        services.AddScoped<ReadConnection>();
        services.AddScoped<ReadHistory>();
        services.AddScoped<RecallConnection>();
        services.AddScoped<ReconnectGuide>();
        services.AddScoped<RenameConnection>();
        services.AddScoped<ReplaceInWorkflows>();
        services.AddScoped<DisconnectConnection>();
        services.AddScoped<DeleteConnection>();
    }
}
