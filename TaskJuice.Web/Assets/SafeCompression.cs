using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace TaskJuice.Web.Assets;

/// <summary>
/// Compresses styles and scripts for everybody, and a page only when no other site had a hand in the request. The length of a compressed page
/// tells how much of it repeats what somebody put into the address; who could do that from outside gets pages as they are.
/// See docs/decisions/0025-compressed-pages.md.
/// </summary>
internal sealed class SafeCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
{
    public const string Page = "text/html";

    // Every browser of the last years says who asked. Whoever does not say it gets the page as it is.
    private static readonly string[] OwnRequests = ["same-origin", "none"];

    public override bool ShouldCompressResponse(HttpContext context) =>
        (!IsPage(context.Response) || OwnRequests.Contains(context.Request.Headers["Sec-Fetch-Site"].ToString())) && base.ShouldCompressResponse(context);

    private static bool IsPage(HttpResponse response) => response.ContentType?.StartsWith(Page, StringComparison.OrdinalIgnoreCase) == true;
}
