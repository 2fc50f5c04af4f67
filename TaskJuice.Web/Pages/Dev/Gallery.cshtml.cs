using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Core.Branding;

namespace TaskJuice.Web.Pages.Dev;

/// <summary>Every component in every state, for visual review, screenshots and axe. Exists in Development only.</summary>
[AllowAnonymous]
public sealed partial class GalleryModel(IWebHostEnvironment environment) : PageModel
{
    public static IReadOnlyList<string> Groups { get; } =
        ["Buttons", "Fields", "Choices", "Marks", "Messages", "Dialogs", "Builder", "Lists", "Waiting", "Type", "Colours"];

    /// <summary>Very light, very dark and very saturated.</summary>
    public static IReadOnlyList<string> Extremes { get; } = ["#ffe600", "#0a0a2a", "#ff00aa"];

    public BrandColour? Brand { get; private set; }

    /// <summary>A theme for the page's content only, or null.</summary>
    public string? Shown { get; private set; }

    public void OnGet([FromQuery] string? brand, [FromQuery] string? theme)
    {
        Brand = BrandColour.TryParse(brand, out var colour) ? colour : null;
        Shown = theme is "light" or "dark" ? theme : null;
    }

    /// <summary>The names of all symbols in the sprite.</summary>
    public IEnumerable<string> Icons => Symbol().Matches(Read("Pages/Shared/_Icons.cshtml")).Select(match => match.Groups[1].Value);

    /// <summary>The tokens that are pairs of plain colours.</summary>
    public IReadOnlyDictionary<string, (BrandColour Light, BrandColour Dark)> Tokens =>
        Pair().Matches(Read("../TaskJuice.Client/styles/tokens.css"))
            .ToDictionary(match => match.Groups[1].Value, match => (Parse(match.Groups[2].Value), Parse(match.Groups[3].Value)));

    private string Read(string path) => System.IO.File.ReadAllText(Path.Combine(environment.ContentRootPath, path));

    private static BrandColour Parse(string text) => BrandColour.TryParse(text, out var colour) ? colour : throw new FormatException(text);

    [GeneratedRegex("<symbol id=\"i-([a-z]+)\"")]
    private static partial Regex Symbol();

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Pair();
}
