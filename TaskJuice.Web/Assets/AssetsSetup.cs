using Microsoft.AspNetCore.ResponseCompression;

namespace TaskJuice.Web.Assets;

internal static class AssetsSetup
{
    public static void AddAssets(this IServiceCollection services)
    {
        services.AddSingleton<Bundles>();

        // Styles and scripts are the same for everybody. Pages stay as they are: compressing what carries secrets would tell their length (BREACH).
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
    }

    public static void MapBundles(this WebApplication app)
    {
        var bundles = app.Services.GetRequiredService<Bundles>();
        foreach (var bundle in (Bundle[])[bundles.Css, bundles.Js])
            app.MapGet(bundle.Path, bundle.Answer).AllowAnonymous();
    }
}
