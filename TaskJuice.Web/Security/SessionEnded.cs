using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Security;

/// <summary>Sends a person without a session to sign in and back: the whole page, never a fragment of it.</summary>
internal static class SessionEnded
{
    public const string SignInPath = "/sign-in";
    public const string ReturnParameter = "return";

    public static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.IsHtmx())
        {
            // Without the host, which a request may name as it likes.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
            return Task.CompletedTask;
        }

        // The fragment's own address would come back as a bare fragment; the page around it is what the person was looking at.
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers[HtmxHeaders.Redirect] = $"{SignInPath}{QueryString.Create(ReturnParameter, context.Request.AddressOfPage())}";
        return Task.CompletedTask;
    }
}
