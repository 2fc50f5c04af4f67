using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages;

/// <summary>
/// A page inside a workspace. The workspace is found through the person, so a foreign one and a missing one are the same 404.
/// </summary>
public abstract class WorkspacePage : PageModel
{
    public Workspace Workspace { get; private set; } = null!;

    /// <summary>What the layout shows on every page.</summary>
    public FrameView Frame { get; private set; } = null!;

    public Guid UserId { get; private set; }

    /// <summary>The sign-in of this browser. Whoever is signed in has one.</summary>
    protected Guid SessionId => HttpContext.SessionId()!.Value;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        UserId = Guid.Parse(User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        if (HttpContext.Visitor() is not { Workspace: { } workspace } visitor)
        {
            context.Result = NotFound();
            return;
        }

        (Workspace, Frame) = (workspace, FrameView.Of(visitor));
        if (HttpMethods.IsPost(Request.Method))
        {
            HttpContext.RequestServices.GetRequiredService<KeptForm>().Forget(HttpContext);
            await next();
            ShareReads();
        }
        else
        {
            ShareReads();
            await next();
        }
    }

    // A handler that changes something may call a provider, which must not hold a transaction; what is shown afterwards may share one.
    private void ShareReads() =>
        Response.RegisterForDisposeAsync(HttpContext.RequestServices.GetRequiredService<TaskJuiceDb>().ShareReads());

    /// <summary>The fragment for htmx, the whole page for everybody else.</summary>
    public IActionResult FragmentOrPage(string fragment, object? model = null)
    {
        Response.Headers.Vary = $"{HtmxHeaders.Request}, {HtmxHeaders.RequestType}";
        if (!Request.WantsFragment())
            return Page();

        var view = new ViewDataDictionary(MetadataProvider, ModelState) { Model = model ?? this };
        return new PartialViewResult { ViewName = fragment, ViewData = view, TempData = TempData };
    }

    /// <summary>The form again with its errors, as a fragment or a page: 422.</summary>
    protected IActionResult Invalid(string fragment, object? model = null)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return FragmentOrPage(fragment, model);
    }

    /// <summary>
    /// After a change: the fragment and the new address for htmx, a redirect to that address (303) for everybody else. The fragment itself
    /// says what was done; a redirect carries the message.
    /// </summary>
    public IActionResult FragmentOrRedirect(string fragment, object? model, string address, Toast? toast = null)
    {
        if (!Request.WantsFragment())
            return RedirectTo(address, toast);

        Response.Headers[HtmxHeaders.PushUrl] = address;
        return FragmentOrPage(fragment, model);
    }

    /// <summary>A redirect of the request (303). htmx follows it too, and shows the other page's fragment in the same place.</summary>
    protected IActionResult RedirectTo(string address, Toast? toast = null)
    {
        if (toast is not null)
            Carry(toast);

        Response.Headers.Location = address;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>A redirect of the whole browser, even if htmx asked for a fragment: after a change, to another page.</summary>
    public IActionResult RedirectBrowserTo(string address, Toast? toast = null)
    {
        if (!Request.WantsFragment())
            return RedirectTo(address, toast);
        if (toast is not null)
            Carry(toast);

        Response.Headers[HtmxHeaders.Redirect] = address;
        return new OkResult();
    }

    /// <summary>Shows a message on the page that this person opens next in this browser, once.</summary>
    public void Carry(Toast toast) => TempData[CarriedKey] = JsonSerializer.Serialize(toast);

    /// <summary>The message that was carried here, or null.</summary>
    public Toast? TakeCarried() => TempData[CarriedKey] is string toast ? JsonSerializer.Deserialize<Toast>(toast) : null;

    // Whoever signs in next in the same browser is told nothing that was meant for somebody else.
    private string CarriedKey => $"toast-{UserId:N}";
}
