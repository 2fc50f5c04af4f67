using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Security;

/// <summary>
/// Binds each session cookie to a row on the server. A cookie alone would be valid wherever it was copied to, even after signing out, and
/// for as long as it is used.
/// </summary>
internal static class ServerSessions
{
    private const string Item = "session";

    public static void AddServerSessions(this WebApplicationBuilder builder) =>
        builder.Services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, options =>
        {
            var validate = options.Events.OnValidatePrincipal;
            options.Events.OnSigningIn = StartAsync;
            options.Events.OnValidatePrincipal = async context =>
            {
                // The error page must not need the database that may have just failed.
                if (context.HttpContext.IsToldAgain())
                    return;

                await CheckAsync(context);
                if (context.Principal is not null)
                    await validate(context);
            };
        });

    /// <summary>Ends the session of this request on the server; the caller deletes the cookie.</summary>
    /// <returns>The ended session, if there was one.</returns>
    public static async Task<Guid?> EndSessionAsync(this HttpContext context)
    {
        if (context.SessionId() is not { } id)
            return null;

        await Sessions(context).EndAsync(id, CancellationToken.None);
        return id;
    }

    /// <summary>The session of this request, if a user is signed in.</summary>
    public static Guid? SessionId(this HttpContext context) =>
        IdOf(context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties);

    /// <summary>Who sent this request, if a user is signed in.</summary>
    public static Visitor? Visitor(this HttpContext context) => context.Items[Item] as Visitor;

    private static async Task StartAsync(CookieSigningInContext context)
    {
        var person = Guid.Parse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!);
        context.Properties.Items[Item] = (await Sessions(context.HttpContext).StartAsync(person, context.HttpContext.RequestAborted))
            .ToString();
    }

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var find = http.RequestServices.GetRequiredService<FindVisitor>();
        if (IdOf(context.Properties) is { } id && PersonOf(context.Principal) is { } person
            && await find.FindAsync(VisitOf(http, person, id), http.RequestAborted) is { } visitor)
            http.Items[Item] = visitor;
        else
            context.RejectPrincipal();
    }

    // Only a whole page lists the workspaces.
    private static Visit VisitOf(HttpContext http, Guid person, Guid session)
    {
        var slug = http.Request.RouteValues["workspace"] as string;
        return new(person, session, slug, WithAll: slug is not null && !http.Request.WantsFragment());
    }

    private static Guid? PersonOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var person) ? person : null;

    private static Guid? IdOf(AuthenticationProperties? properties) =>
        properties?.Items.TryGetValue(Item, out var text) == true && Guid.TryParse(text, out var id) ? id : null;

    private static BrowserSessions Sessions(HttpContext context) => context.RequestServices.GetRequiredService<BrowserSessions>();
}
