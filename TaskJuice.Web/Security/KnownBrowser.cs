using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TaskJuice.Web.Security;

/// <summary>
/// Recognises browsers in which a user has signed in before. It grants no access; its sign-in attempts are counted separately from those of
/// unknown browsers, which could otherwise lock the user out.
/// </summary>
public sealed class KnownBrowser(IDataProtectionProvider protection)
{
    private const string Cookie = "__Host-taskjuice-browser";
    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("TaskJuice.KnownBrowser.v1")
        .ToTimeLimitedDataProtector();

    /// <summary>The browser's random name, if this email address has signed in with it before.</summary>
    public string? NameFor(HttpRequest request, string email)
    {
        try
        {
            return request.Cookies[Cookie] is { Length: > 0 } value && _protector.Unprotect(value).Split(' ', 2) is [var name, var known]
                && known == Key(email) ? name : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Remembers the browser. A known one keeps its name, and with it the count of its attempts.</summary>
    public void Remember(HttpContext http, string email)
    {
        var name = NameFor(http.Request, email) ?? $"{Guid.NewGuid():N}";
        http.Response.Cookies.Append(Cookie, _protector.Protect($"{name} {Key(email)}", Life), new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = Life,
            IsEssential = true,
        });
    }

    private static string Key(string email) => email.ToUpperInvariant();
}
