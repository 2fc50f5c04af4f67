using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace TaskJuice.Web.Security;

/// <summary>
/// A form that somebody opened, sent after somebody else signed in in another tab: refused like every form without a token of one's own. What
/// was typed is kept for the one who opened it, where it can be, and the one who reads the refusal learns why.
/// </summary>
internal sealed class OtherPersonsForm(FormPerson form, KeptForm kept) : IAlwaysRunResultFilter
{
    /// <summary>What was typed is kept.</summary>
    public const string Kept = "other-person";

    /// <summary>Nothing of it could be kept.</summary>
    public const string Lost = "other-person-lost";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (context.Result is not IAntiforgeryValidationFailedResult || form.Of(http.Request) is not { } person || $"{person}" == http.User.FindFirstValue(ClaimTypes.NameIdentifier))
            return;

        http.Response.Headers[ReadableRequests.Problem] = kept.Keep(http, person) is null ? Lost : Kept;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
