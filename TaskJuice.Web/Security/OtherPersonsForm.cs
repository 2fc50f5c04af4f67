using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace TaskJuice.Web.Security;

/// <summary>
/// Handles a form that was opened by one user and submitted after another one signed in in another tab: rejected like any form without a
/// valid token. The input is kept for the user who opened it, if possible, and the error page explains why.
/// </summary>
internal sealed class OtherPersonsForm(FormPerson form, KeptForm kept) : IAlwaysRunResultFilter
{
    /// <summary>The input was kept.</summary>
    public const string Kept = "other-person";

    /// <summary>The input could not be kept.</summary>
    public const string Lost = "other-person-lost";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (context.Result is not IAntiforgeryValidationFailedResult || form.Of(http.Request) is not { } person
            || $"{person}" == http.User.FindFirstValue(ClaimTypes.NameIdentifier))
            return;

        http.Response.Headers[ReadableRequests.Problem] = kept.Keep(http, person) is null ? Lost : Kept;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
