namespace TaskJuice.Web.Pages.Connections;

internal static class ConnectionsSetup
{
    public static void AddConnectionPages(this IServiceCollection services)
    {
        services.AddSingleton<AccessWords>();
        services.AddSingleton<HistoryWords>();
        services.AddScoped<CheckWords>();
        services.AddScoped<ShowDetail>();
    }
}
