using Microsoft.AspNetCore.Diagnostics;

namespace TaskJuice.Web.Security;

internal static class ToldAgain
{
    /// <summary>True when the request already has its status and runs a second time only to get the page that explains it.</summary>
    public static bool IsToldAgain(this HttpContext context) => context.StatusToExplain() is not null;

    /// <summary>The status that a page has to explain, or null when nothing went wrong yet.</summary>
    public static int? StatusToExplain(this HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null ? StatusCodes.Status500InternalServerError
        : context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalStatusCode;
}
