using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TaskJuice.Web.Security;

/// <summary>
/// Remembers in which browsers a person signed in before. It opens nothing; its tries are counted apart from those of strangers, who could
/// otherwise keep the person out.
/// </summary>
public sealed class KnownBrowser(IDataProtectionProvider protection)
{
    private const string Cookie = "__Host-taskjuice-browser";
    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("TaskJuice.KnownBrowser.v1").ToTimeLimitedDataProtector();

    /// <summary>The browser's own random name, if this address of mail signed in with it before.</summary>
    public string? NameFor(HttpRequest request, string email)
    {
        try
        {
            return request.Cookies[Cookie] is { Length: > 0 } value && _protector.Unprotect(value).Split(' ', 2) is [var name, var known] && known == Key(email) ? name : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Remembers it. One that is known keeps its name, and with that the count of its tries.</summary>
    public void Remember(HttpContext http, string email) =>
        http.Response.Cookies.Append(Cookie, _protector.Protect($"{NameFor(http.Request, email) ?? $"{Guid.NewGuid():N}"} {Key(email)}", Life), new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = Life,
            IsEssential = true,
        });

    private static string Key(string email) => email.ToUpperInvariant();
}
