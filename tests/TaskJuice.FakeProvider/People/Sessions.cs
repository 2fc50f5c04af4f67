using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace TaskJuice.FakeProvider.People;

/// <summary>Sign-in sessions at the provider, in a separate cookie.</summary>
public static class Sessions
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void AddPeople(this IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(options => options.Cookie.Name = "fake-provider-form");
        services.AddAuthorization();
        services.AddAuthentication(Scheme).AddCookie(options =>
        {
            // Cookies ignore the port, so the name must not collide with the application's on the same host.
            options.Cookie.Name = "fake-provider-session";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = "/sign-in";
        });
    }

    public static Task SignInAsync(this HttpContext http, Person person)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.Id)], Scheme);
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }
}
