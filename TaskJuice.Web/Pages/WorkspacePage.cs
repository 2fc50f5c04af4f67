using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages;

/// <summary>A page inside a workspace. The workspace is found through the person, so a foreign one and a missing one are the same 404.</summary>
public abstract class WorkspacePage : PageModel
{
    public Workspace Workspace { get; private set; } = null!;

    public Guid UserId { get; private set; }

    /// <summary>The sign-in of this browser. Whoever is signed in has one.</summary>
    protected Guid SessionId => HttpContext.SessionId()!.Value;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        UserId = Guid.Parse(User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var find = HttpContext.RequestServices.GetRequiredService<FindWorkspace>();
        var workspace = RouteData.Values["workspace"] is string slug ? await find.BySlugAsync(UserId, slug, HttpContext.RequestAborted) : null;
        if (workspace is null)
        {
            context.Result = NotFound();
            return;
        }

        if (HttpMethods.IsPost(Request.Method))
            HttpContext.RequestServices.GetRequiredService<KeptForm>().Forget(HttpContext);

        Workspace = workspace;
        await next();
    }

    /// <summary>The fragment for htmx, the whole page for everybody else.</summary>
    protected IActionResult Show(string fragment, object? model = null)
    {
        Response.Headers.Vary = $"{HtmxHeaders.Request}, {HtmxHeaders.RequestType}";
        if (!Request.WantsFragment())
            return Page();

        var view = new ViewDataDictionary(MetadataProvider, ModelState) { Model = model ?? this };
        return new PartialViewResult { ViewName = fragment, ViewData = view, TempData = TempData };
    }

    /// <summary>The form again with its errors: status 422.</summary>
    protected IActionResult AskAgain(string fragment, object? model = null)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Show(fragment, model);
    }

    /// <summary>Goes on reading at another address (303), a fragment as well: the browser's fetch follows.</summary>
    protected IActionResult SeeOther(string address)
    {
        Response.Headers.Location = address;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>Shows a message on the page that this person opens next in this browser, once.</summary>
    public void Carry(Toast toast) => TempData[CarriedKey] = JsonSerializer.Serialize(toast);

    /// <summary>The message that was carried here, or null.</summary>
    public Toast? TakeCarried() => TempData[CarriedKey] is string toast ? JsonSerializer.Deserialize<Toast>(toast) : null;

    // Whoever signs in next in the same browser is told nothing that was meant for somebody else.
    private string CarriedKey => $"toast-{UserId:N}";

    /// <summary>After a change whose page is another one: the whole browser goes there, with script or without, and says there what happened.</summary>
    public IActionResult LeaveFor(string address, Toast? said = null)
    {
        if (said is not null)
            Carry(said);

        var isFragment = Request.WantsFragment();
        Response.Headers[isFragment ? HtmxHeaders.Redirect : "Location"] = address;
        return StatusCode(isFragment ? StatusCodes.Status200OK : StatusCodes.Status303SeeOther);
    }

    /// <summary>
    /// After a change: the fragment and the new address for htmx, a redirect to that address for everybody else. Any other status than
    /// 200 means that nothing changed, and shows why in place. The fragment says itself what was done; a redirect carries it.
    /// </summary>
    protected IActionResult Answer(int status, string address, string fragment, object? model = null, Toast? said = null)
    {
        Response.StatusCode = status;
        if (status != StatusCodes.Status200OK)
            return Show(fragment, model);

        if (said is not null && !Request.WantsFragment())
            Carry(said);
        Response.Headers[Request.WantsFragment() ? HtmxHeaders.PushUrl : "Location"] = address;
        return Request.WantsFragment() ? Show(fragment, model) : StatusCode(StatusCodes.Status303SeeOther);
    }
}
