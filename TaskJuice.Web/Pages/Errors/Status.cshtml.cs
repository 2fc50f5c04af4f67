using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TaskJuice.Web.Pages.Errors;

/// <summary>What a person reads when a request had no good answer. The page depends on the status alone, so it tells nothing else.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class StatusModel : PageModel
{
    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? RequestId { get; private set; }

    public IActionResult OnGet(int code) => Say(code);

    public IActionResult OnPost(int code) => Say(code);

    private PageResult Say(int code)
    {
        (Title, Text) = code switch
        {
            400 => ("This form is out of date", "Nothing was changed. Go back, reload the page and send the form again."),
            403 => ("You may not do this", "Nothing was changed. Ask an administrator of your account if you need it."),
            404 => ("There is nothing here", "The address may be wrong, or what was here is gone, or it belongs to somebody else."),
            405 => ("This address cannot be opened", "It only takes forms. Nothing was changed."),
            429 => ("Too many tries", "Wait a few minutes, then try again."),
            >= 500 => ("That did not work", "Something broke on our side. Nothing was changed. Try again in a moment."),
            _ => ("That did not work", "Nothing was changed. Go back and try again."),
        };
        RequestId = code >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = code;
        return Page();
    }
}
