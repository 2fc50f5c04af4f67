using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Errors;

/// <summary>What a person reads when a request had no good answer. The page depends on the status alone, so it tells nothing else.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class StatusModel(Words words) : PageModel
{
    public int Code { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? RequestId { get; private set; }

    public IActionResult OnGet(int code) => Say(code);

    public IActionResult OnPost(int code) => Say(code);

    private PageResult Say(int code)
    {
        var key = code switch
        {
            400 or 403 or 404 or 405 or 429 => $"Frame.Error.{code}",
            >= 500 => "Frame.Error.500",
            _ => "Frame.Error.Other",
        };
        (Code, Title, Text) = (code, words[key], words[$"{key}.Text"]);
        RequestId = code >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = code;
        return Page();
    }
}
