using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using TaskJuice.Core.Storage;
using TaskJuice.Web.Pages.SignIn;

namespace TaskJuice.Web.Security;

internal static class SignInSetup
{
    // After a password change or lockout, an old session must end soon.
    private static readonly TimeSpan StampIsCheckedEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SessionLasts = TimeSpan.FromHours(12);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<User>(Configure).AddEntityFrameworkStores<TaskJuiceDb>().AddSignInManager();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = StampIsCheckedEvery);

        // Sign-out in the framework also signs out of the two-factor cookie scheme, so it must be registered, although it is never used.
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, Configure)
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, options => options.Cookie.Name = "__Host-taskjuice-remembered");
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(Configure);
        services.AddScoped<SignInPerson>();
        services.AddSingleton<KeptForm>();
        services.AddSingleton<SignInLimit>();
        services.AddSingleton<FormPerson>();
        services.AddSingleton<KnownBrowser>();
    }

    private static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = 12;
        options.Password.RequireNonAlphanumeric = false;
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "__Host-taskjuice";
        options.Cookie.HttpOnly = true;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.IsEssential = true;
        options.ExpireTimeSpan = SessionLasts;
        options.SlidingExpiration = true;
        options.LoginPath = SessionEnded.SignInPath;
        options.ReturnUrlParameter = SessionEnded.ReturnParameter;
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = SessionEnded.AnswerAsync;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    // The error page must not need the database that may have just failed.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.HttpContext.IsToldAgain())
            return;

        await SecurityStampValidator.ValidatePrincipalAsync(context);
        if (context.Principal is null)
            context.HttpContext.EndedByChange();
    }

    private static void Configure(AntiforgeryOptions options)
    {
        options.Cookie.Name = "__Host-taskjuice-forgery";

        // Lax, because people return from a provider's site to pages with forms: with Strict, the cookie would be missing from that
        // request, be replaced, and invalidate the forms in every other open tab.
        options.Cookie.SameSite = SameSiteMode.Lax;

        // Antiforgery throws on http with "Always", even on localhost; UseSecureCookies marks the cookie instead.
        options.Cookie.SecurePolicy = CookieSecurePolicy.None;
    }

    public static void UseSecureCookies(this WebApplication app)
    {
        app.UseHostCookies();
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always, MinimumSameSitePolicy = SameSiteMode.Lax });
    }
}
