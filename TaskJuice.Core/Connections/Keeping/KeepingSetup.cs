using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Core.Connections.Keeping;

internal static class KeepingSetup
{
    public static void AddKeeping(this IServiceCollection services)
    {
        services.AddScoped<FindConnections>();
        services.AddScoped<ReadConnection>();
        services.AddScoped<ReadHistory>();
        services.AddScoped<RecallConnection>();
        services.AddScoped<ReconnectGuide>();
        services.AddScoped<CheckConnection>();
        services.AddScoped<RenameConnection>();
        services.AddScoped<ReplaceInWorkflows>();
        services.AddScoped<QueueRevocation>();
        services.AddScoped<AskRevocation>();
        services.AddSingleton<RevocationSchedule>();
        services.AddScoped<SharedAccess>();
        services.AddScoped<ProbeKey>();
        services.AddSingleton<KeySchedule>();
        services.AddScoped<DisconnectConnection>();
        services.AddScoped<DeleteConnection>();
    }
}
