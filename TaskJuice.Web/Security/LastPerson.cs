using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TaskJuice.Web.Security;

/// <summary>
/// Remembers who had the last session in this browser, for as long as a page of that session may still be open in another tab: what is typed
/// there is kept for that person. It opens nothing, and another site's form does not bring it along.
/// </summary>
public sealed class LastPerson(IDataProtectionProvider protection)
{
    private const string Cookie = "__Host-taskjuice-last";
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("TaskJuice.LastPerson.v1").ToTimeLimitedDataProtector();

    /// <summary>Who it was, or null.</summary>
    public Guid? Of(HttpRequest request)
    {
        try
        {
            return request.Cookies[Cookie] is { Length: > 0 } value && Guid.TryParse(_protector.Unprotect(value), out var person) ? person : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The session of this person is over.</summary>
    public void Remember(HttpResponse response, Guid person) =>
        response.Cookies.Append(Cookie, _protector.Protect($"{person}", Life), new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = Life,
            IsEssential = true,
        });
}
