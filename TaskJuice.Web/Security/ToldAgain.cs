using Microsoft.AspNetCore.Diagnostics;

namespace TaskJuice.Web.Security;

internal static class ToldAgain
{
    /// <summary>True when the request has failed and is executed again for the error page.</summary>
    public static bool IsToldAgain(this HttpContext context) => context.StatusToExplain() is not null;

    /// <summary>The status for the error page, or null when nothing has failed.</summary>
    public static int? StatusToExplain(this HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null ? StatusCodes.Status500InternalServerError
        : context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalStatusCode;
}
