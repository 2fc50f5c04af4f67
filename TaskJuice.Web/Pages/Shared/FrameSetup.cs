using TaskJuice.Web.Pages.Notifications;

namespace TaskJuice.Web.Pages.Shared;

internal static class FrameSetup
{
    public static void AddFrame(this IServiceCollection services)
    {
        services.AddSingleton<Moments>();
        services.AddScoped<CallWords>();
        services.AddScoped<ReadNotices>();
    }
}
