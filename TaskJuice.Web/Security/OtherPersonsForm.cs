using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace TaskJuice.Web.Security;

/// <summary>
/// A form that somebody opened, sent after somebody else signed in in another tab: refused like every form without a token of one's own. What
/// was typed is kept for the one who opened it, and the one who reads the refusal learns why.
/// </summary>
internal sealed class OtherPersonsForm(FormPerson form, KeptForm kept) : IAlwaysRunResultFilter
{
    public const string Problem = "other-person";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        var http = context.HttpContext;
        if (context.Result is not IAntiforgeryValidationFailedResult || form.Of(http.Request) is not { } person || $"{person}" == http.User.FindFirstValue(ClaimTypes.NameIdentifier))
            return;

        kept.Keep(http, person);
        http.Response.Headers[ReadableRequests.Problem] = Problem;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
