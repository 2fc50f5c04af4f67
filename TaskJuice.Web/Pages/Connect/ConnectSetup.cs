using Microsoft.AspNetCore.Mvc.Razor;

namespace TaskJuice.Web.Pages.Connect;

internal static class ConnectSetup
{
    public static void AddConnectPages(this IServiceCollection services)
    {
        services.AddScoped<ReadConnect>();
        services.AddScoped<ShowConnected>();

        // The last response of connecting is the builder itself.
        services.Configure<RazorViewEngineOptions>(views => views.PageViewLocationFormats.Add("/Pages/Workflows/{0}.cshtml"));
    }
}
