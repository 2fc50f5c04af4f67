using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Htmx;

internal static partial class ShownPage
{
    /// <summary>Path and query of the page in the browser, even when only a fragment is requested.</summary>
    public static string AddressOfPage(this HttpRequest request)
    {
        // The address of a fragment would return a bare fragment; the page around it is what the browser shows.
        if (request.IsHtmx() && Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var page))
            return page.PathAndQuery;
        var (own, metadata) = ($"{request.PathBase}{request.Path}{request.QueryString}", request.HttpContext.GetEndpoint()?.Metadata);
        if (HttpMethods.IsGet(request.Method))
            return own;
        return metadata?.GetMetadata<FormStandsAtAttribute>()?.AddressFor(request)
            ?? (metadata?.GetMetadata<CompiledPageActionDescriptor>()?.Takes(HttpMethods.Get) == true ? own : "/");
    }

    /// <summary>The address if it is local, escaped for a header (RFC 3986 section 2), and the start page otherwise.</summary>
    public static string OrStart(this IUrlHelper url, string? address) =>
        url.IsLocalUrl(address) && address.StartsWith('/')
            ? NotInAddresses().Replace(address, part => Uri.EscapeDataString(part.Value)) : "/";

    [GeneratedRegex("[^!-~]+")]
    private static partial Regex NotInAddresses();
}
