using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Security;

/// <summary>
/// Redirects a user without a session to sign-in and back: the full page, never a fragment. A user who had a session is told why it ended
/// and what happened to a submitted form; the invalid cookie is deleted.
/// </summary>
internal static class SessionEnded
{
    public const string SignInPath = "/sign-in";
    public const string ReturnParameter = "return";
    public const string WhyParameter = "why";
    public const string SentParameter = "sent";

    private static readonly object Changed = new();

    /// <summary>Marks the session as ended because the user's data changed.</summary>
    public static void EndedByChange(this HttpContext context) => context.Items[Changed] = true;

    public static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (http, request) = (context.HttpContext, context.Request);
        var old = context.Options.CookieManager.GetRequestCookie(http, context.Options.Cookie.Name!);
        var person = http.RequestServices.GetRequiredService<FormPerson>().Of(request);

        // A cross-site form carries none of our cookies or script headers.
        var isSent = HttpMethods.IsPost(request.Method) && (old is not null || person is not null || request.IsHtmx());
        var kept = isSent && person is { } known ? http.RequestServices.GetRequiredService<KeptForm>().Keep(http, known) : null;
        var address = SignInPath + QueryString.Create(new Dictionary<string, string?>
        {
            [ReturnParameter] = kept ?? request.AddressOfPage(),
            [WhyParameter] = http.Items.ContainsKey(Changed) ? "changed" : old is not null || isSent ? "ended" : null,
            [SentParameter] = !isSent ? null : kept is null ? "lost" : "kept",
        }.Where(part => part.Value is not null));
        if (old is not null)
            context.Options.CookieManager.DeleteCookie(http, context.Options.Cookie.Name!, context.Options.Cookie.Build(http));

        if (request.IsHtmx())
            (context.Response.StatusCode, context.Response.Headers[HtmxHeaders.Redirect]) = (StatusCodes.Status401Unauthorized, address);
        else
            context.Response.Redirect(address);
        return Task.CompletedTask;
    }
}
