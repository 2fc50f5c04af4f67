using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TaskJuice.Web.Security;

/// <summary>
/// Refuses a verb that a page has no handler for, and says which it has (RFC 9110 section 15.5.6). Razor Pages would show the page as if
/// nothing had been asked.
/// </summary>
internal sealed class Verbs : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // The page that explains a failure has no handlers: it answers whatever verb failed.
        if (context.HandlerMethod is null && context.ActionDescriptor.HandlerMethods.Count > 0)
            context.Result = Refuse(context.HttpContext.Response, [.. Allowed(context.ActionDescriptor)]);
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }

    /// <summary>The refusal, with the verbs that would do.</summary>
    public static StatusCodeResult Refuse(HttpResponse response, params string[] allowed)
    {
        response.Headers.Allow = string.Join(", ", allowed);
        return new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }

    // Whoever may read may ask for the headers alone.
    private static IEnumerable<string> Allowed(CompiledPageActionDescriptor page) =>
        page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).SelectMany(verb => verb == HttpMethods.Get ? [verb, HttpMethods.Head] : (string[])[verb]).Distinct();
}

internal static class PageVerbs
{
    /// <summary>True when the page has a handler for this verb.</summary>
    public static bool Takes(this CompiledPageActionDescriptor? page, string verb) =>
        page?.HandlerMethods.Any(handler => string.Equals(handler.HttpMethod, verb, StringComparison.OrdinalIgnoreCase)) == true;
}
