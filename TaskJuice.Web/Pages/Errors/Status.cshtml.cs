using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Pages.Connect;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Errors;

/// <summary>
/// The error page. Its content depends only on the status, so it reveals nothing else. The status is that of the failed request, never one
/// in the address: requesting this page directly returns 404.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class StatusModel(Words words) : PageModel
{
    public int Code { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? RequestId { get; private set; }

    // For every verb, because the request is executed again with its own.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var code = HttpContext.StatusToExplain() ?? StatusCodes.Status404NotFound;
        var problem = Response.Headers[ReadableRequests.Problem].ToString();
        var isVerb = code == 405 && !(HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method));
        var key = code switch
        {
            400 or 413 or 415 when HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } failed
                && CallbackModel.IsAt(failed.OriginalPath) => "Frame.Error.Callback",
            400 when problem == ReadableRequests.TooManyFields => "Frame.Error.TooManyFields",
            400 when problem == OtherPersonsForm.Kept => "Frame.Error.OtherPerson",
            400 when problem == OtherPersonsForm.Lost => "Frame.Error.OtherPersonLost",
            400 when problem.Length > 0 => "Frame.Error.Unreadable",
            405 when isVerb => "Frame.Error.405.Verb",
            503 when problem == AheadOfTime.Problem => "Frame.Error.Ahead",
            400 or 403 or 404 or 405 or 413 or 429 => $"Frame.Error.{code}",
            415 => "Frame.Error.Unreadable",
            >= 500 => "Frame.Error.500",
            _ => "Frame.Error.Other",
        };
        Code = code;
        Title = words[key];
        Text = isVerb ? words[$"{key}.Text", Request.Method] : words[$"{key}.Text"];
        RequestId = code >= 500 && problem != AheadOfTime.Problem ? Activity.Current?.TraceId.ToString()
            ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = code;
        context.Result = Page();
    }
}
