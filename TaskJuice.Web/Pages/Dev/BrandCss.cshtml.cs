using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Branding;

namespace TaskJuice.Web.Pages.Dev;

[AllowAnonymous]
public sealed class BrandCssModel : PageModel
{
    public BrandColour? Colour { get; private set; }

    public void OnGet([FromQuery] string? colour) => Colour = BrandColour.TryParse(colour, out var parsed) ? parsed : null;
}
