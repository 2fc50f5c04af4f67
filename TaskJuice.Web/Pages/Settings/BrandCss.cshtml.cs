using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Branding;

namespace TaskJuice.Web.Pages.Settings;

/// <summary>The account's brand colour as a style sheet; for a preview, another colour for the preview only.</summary>
public sealed class BrandCssModel : WorkspacePage
{
    public BrandColour Colour { get; private set; }

    public string Selector { get; private set; } = ":root";

    public IActionResult OnGet([FromQuery] string? preview, [FromQuery] string? v)
    {
        if (BrandColour.TryParse(preview, out var tried))
        {
            Colour = tried;
            Selector = ".brand-shown";
            return Page();
        }

        if (Frame.Colour is not { } colour)
            return Content("", "text/css");

        // The address changes with the colour, so this response can be cached indefinitely, but only by the user's own browser.
        if (v == colour.ToString().TrimStart('#'))
            Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        Colour = colour;
        return Page();
    }
}
