using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Htmx;

internal static class ShownPage
{
    /// <summary>Path and query of the page that the person looks at, also when only a part of it is asked for.</summary>
    public static string AddressOfPage(this HttpRequest request)
    {
        // A fragment's own address would come back as a bare fragment; the page around it is what the person was looking at.
        if (request.IsHtmx() && Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var page))
            return page.PathAndQuery;
        var (own, metadata) = ($"{request.PathBase}{request.Path}{request.QueryString}", request.HttpContext.GetEndpoint()?.Metadata);
        if (HttpMethods.IsGet(request.Method))
            return own;
        return metadata?.GetMetadata<FormStandsAtAttribute>()?.AddressFor(request) ?? (metadata?.GetMetadata<CompiledPageActionDescriptor>()?.Takes(HttpMethods.Get) == true ? own : "/");
    }

    /// <summary>The address when it is one of this site, and the beginning otherwise.</summary>
    public static string OrStart(this Microsoft.AspNetCore.Mvc.IUrlHelper url, string? address) =>
        url.IsLocalUrl(address) && address.StartsWith('/') ? address : "/";
}
