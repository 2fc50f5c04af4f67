using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Security;

/// <summary>
/// Sends a person without a session to sign in and back: the whole page, never a fragment of it. Whoever had a session is told why it is
/// over and what became of a form that was sent; the cookie that opens nothing any more goes.
/// </summary>
internal static class SessionEnded
{
    public const string SignInPath = "/sign-in";
    public const string ReturnParameter = "return";
    public const string WhyParameter = "why";
    public const string SentParameter = "sent";

    private static readonly object Changed = new();

    /// <summary>Notes that the session was ended on purpose, because something about the person changed.</summary>
    public static void EndedByChange(this HttpContext context) => context.Items[Changed] = true;

    public static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (http, request) = (context.HttpContext, context.Request);
        var old = context.Options.CookieManager.GetRequestCookie(http, context.Options.Cookie.Name!);
        var person = http.RequestServices.GetRequiredService<FormPerson>().Of(request);

        // Another site's form brings none of our cookies, and nothing of a script's.
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
