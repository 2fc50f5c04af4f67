using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TaskJuice.Web.Security;

/// <summary>
/// Refuses a verb that a page has no handler for, and says which it has (RFC 9110 section 15.5.6). Razor Pages would show the page as if
/// nothing had been asked. It comes before the check of the form's token, which such a request has no reason to carry.
/// </summary>
internal sealed class Verbs : IAuthorizationFilter
{
    // What a page overrides to run around its handlers is listed among them, as if "Page" were a verb.
    private static readonly string[] Known = [HttpMethods.Get, HttpMethods.Post];

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        // The page that explains a failure has no handlers: it answers whatever verb failed.
        if (context.ActionDescriptor is not CompiledPageActionDescriptor page || Known.Where(page.Takes).ToList() is not { Count: > 0 } allowed)
            return;

        // Whoever may read may ask for the headers alone.
        if (allowed.Contains(HttpMethods.Get) && !page.EndpointMetadata.OfType<NoHeadAttribute>().Any())
            allowed.Insert(1, HttpMethods.Head);
        if (allowed.Contains(context.HttpContext.Request.Method, StringComparer.OrdinalIgnoreCase))
            return;

        context.HttpContext.Response.Headers.Allow = string.Join(", ", allowed);
        context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }
}

/// <summary>Marks a page that is not to be asked for its headers alone, because to open it is to use something up.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NoHeadAttribute : Attribute;

internal static class PageVerbs
{
    /// <summary>True when the page has a handler for this verb.</summary>
    public static bool Takes(this CompiledPageActionDescriptor page, string verb) =>
        page.HandlerMethods.Any(handler => string.Equals(handler.HttpMethod, verb, StringComparison.OrdinalIgnoreCase));
}
