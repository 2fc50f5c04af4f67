using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace TaskJuice.Web.Assets;

internal static class AssetsSetup
{
    public static void AddAssets(this IServiceCollection services)
    {
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
}
