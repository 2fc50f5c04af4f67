namespace TaskJuice.Web.Htmx;

internal static class ShownPage
{
    /// <summary>Path and query of the page that the person looks at, also when only a part of it is asked for.</summary>
    public static string AddressOfPage(this HttpRequest request)
    {
        if (request.IsHtmx())
            return Uri.TryCreate(request.Headers[HtmxHeaders.CurrentUrl], UriKind.Absolute, out var page) ? page.PathAndQuery : "/";
        return HttpMethods.IsGet(request.Method) ? $"{request.PathBase}{request.Path}{request.QueryString}" : "/";
    }

    /// <summary>The address when it is one of this site, and the beginning otherwise.</summary>
    public static string OrStart(this Microsoft.AspNetCore.Mvc.IUrlHelper url, string? address) =>
        url.IsLocalUrl(address) && address.StartsWith('/') ? address : "/";
}
