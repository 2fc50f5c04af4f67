using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TaskJuice.Web.Pages.Dev;

/// <summary>Throws, to show the error page.</summary>
[AllowAnonymous]
public sealed class FailureModel : PageModel
{
    public void OnGet() => throw new InvalidOperationException("Somebody asked for a failure.");
}
