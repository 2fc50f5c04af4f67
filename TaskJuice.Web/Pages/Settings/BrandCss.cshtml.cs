using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Branding;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Settings;

/// <summary>The account's brand colour as a style sheet; for a preview, another colour for the preview only.</summary>
public sealed class BrandCssModel(ReadFrame frame) : WorkspacePage
{
    public BrandColour Colour { get; private set; }

    public string Selector { get; private set; } = ":root";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? preview, [FromQuery] string? v, CancellationToken stop)
    {
        if (BrandColour.TryParse(preview, out var tried))
        {
            Colour = tried;
            Selector = ".brand-shown";
            return Page();
        }

        if ((await frame.ReadAsync(this, stop)).Colour is not { } colour)
            return Content("", "text/css");

        // The address changes with the colour, so this response can be cached indefinitely, but only by the user's own browser.
        if (v == colour.ToString().TrimStart('#'))
            Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        Colour = colour;
        return Page();
    }
}
