using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TaskJuice.Web.Security;

/// <summary>
/// Returns 405 with Allow for a verb without a handler (RFC 9110 section 15.5.6). Razor Pages would render the page instead. It runs before
/// the antiforgery check, because such a request has no reason to carry a token.
/// </summary>
internal sealed class Verbs : IAuthorizationFilter
{
    // The list of handlers includes the overridden methods that run around them, as if "Page" were a verb.
    private static readonly string[] Known = [HttpMethods.Get, HttpMethods.Post];

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        // The error page has no handlers: it responds to any verb.
        if (context.ActionDescriptor is not CompiledPageActionDescriptor page
            || Known.Where(page.Takes).ToList() is not { Count: > 0 } allowed)
            return;

        // HEAD is allowed wherever GET is.
        if (allowed.Contains(HttpMethods.Get) && !page.EndpointMetadata.OfType<NoHeadAttribute>().Any())
            allowed.Insert(1, HttpMethods.Head);
        if (allowed.Contains(context.HttpContext.Request.Method, StringComparer.OrdinalIgnoreCase))
            return;

        context.HttpContext.Response.Headers.Allow = string.Join(", ", allowed);
        context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }
}

/// <summary>Disallows HEAD for a page whose GET uses something up.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NoHeadAttribute : Attribute;

internal static class PageVerbs
{
    /// <summary>True when the page has a handler for this verb.</summary>
    public static bool Takes(this CompiledPageActionDescriptor page, string verb) =>
        page.HandlerMethods.Any(handler => string.Equals(handler.HttpMethod, verb, StringComparison.OrdinalIgnoreCase));
}
