using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace TaskJuice.Web.Assets;

internal static class AssetsSetup
{
    public static void AddAssets(this IServiceCollection services)
    {
        services.AddSingleton<Bundles>();
        services.AddSingleton<IResponseCompressionProvider, SafeCompression>();
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", SafeCompression.Page];
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
