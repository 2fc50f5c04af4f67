using Microsoft.AspNetCore.Mvc;
using TaskJuice.Web.Htmx;

namespace TaskJuice.Web.Pages.Connections;

internal static class Leaving
{
    /// <summary>After a change whose page is another one: the whole browser goes there, with script or without.</summary>
    public static IActionResult LeaveFor(this WorkspacePage page, string address)
    {
        var isFragment = page.Request.WantsFragment();
        page.Response.Headers[isFragment ? HtmxHeaders.Redirect : "Location"] = address;
        return new StatusCodeResult(isFragment ? StatusCodes.Status200OK : StatusCodes.Status303SeeOther);
    }
}
