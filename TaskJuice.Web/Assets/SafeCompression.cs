using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace TaskJuice.Web.Assets;

/// <summary>
/// Compresses styles and scripts always, and a page only when the request was not initiated by another site. The length of a compressed
/// page reveals how much of it repeats text from the address (BREACH), so cross-site requests get pages uncompressed. See
/// docs/decisions/0025-compressed-pages.md.
/// </summary>
internal sealed class SafeCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    public const string Page = "text/html";

    // Every recent browser sends Sec-Fetch-Site. Without it, the page is sent uncompressed.
    private static readonly string[] OwnRequests = ["same-origin", "none"];

    public override bool ShouldCompressResponse(HttpContext context) =>
        (!IsPage(context.Response) || OwnRequests.Contains(context.Request.Headers["Sec-Fetch-Site"].ToString()))
            && base.ShouldCompressResponse(context);

    private static bool IsPage(HttpResponse response) => response.ContentType?.StartsWith(Page, StringComparison.OrdinalIgnoreCase) == true;
}
