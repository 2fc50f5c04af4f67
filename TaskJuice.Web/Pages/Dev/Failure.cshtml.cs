using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TaskJuice.Web.Pages.Dev;

/// <summary>Breaks, so that what people see then can be looked at.</summary>
[AllowAnonymous]
public sealed class FailureModel : PageModel
{
    public void OnGet() => throw new InvalidOperationException("Somebody asked for a failure.");
}
