using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Settings;

public sealed class ThemeModel : PageModel
{
    public IActionResult OnPost([FromForm] string? theme, [FromForm(Name = "return")] string? destination)
    {
        if (Theme.All.All(choice => choice.Name != theme))
            return BadRequest();

        Theme.Keep(Response, theme!);
        if (!Request.IsHtmx())
            return LocalRedirect(Url.OrStart(destination));

        Response.Headers[HtmxHeaders.Trigger] = $$"""{"theme:change": {"theme": "{{theme}}"} }""";
        return StatusCode(StatusCodes.Status204NoContent);
    }
}
