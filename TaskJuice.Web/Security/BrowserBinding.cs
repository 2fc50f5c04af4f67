using TaskJuice.Core.Connecting;
using TaskJuice.Core.Vault;

namespace TaskJuice.Web.Security;

/// <summary>
/// Binds an authorization to the browser that started it. SameSite=Lax, because the provider's redirect is a cross-site navigation, for
/// which a Strict cookie is not sent.
/// </summary>
internal static class BrowserBinding
{
    public static void BindBrowser(this HttpResponse response, Guid flow, Secret browser) =>
        response.Cookies.Append(Name(flow), browser.Reveal(), new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = PendingAuthorizations.Life,
            IsEssential = true,
        });

    public static Secret? BoundBrowser(this HttpRequest request, Guid flow) =>
        request.Cookies[Name(flow)] is { Length: > 0 } value ? new Secret(value) : null;

    public static void ReleaseBrowser(this HttpResponse response, Guid flow) =>
        response.Cookies.Delete(Name(flow), new CookieOptions { Secure = true, Path = "/" });

    private static string Name(Guid flow) => $"__Host-tjf_{flow:N}";
}
