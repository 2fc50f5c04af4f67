using TaskJuice.Core.Catalog;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Represents an app without its trademark: initials on a colour that is the same everywhere.</summary>
/// <param name="Initials">One or two characters.</param>
/// <param name="Hue">Number of a colour class.</param>
public sealed record AppMark(string Initials, int Hue)
{
    private const int Hues = 12;

    public static AppMark Of(App app) => new(app.Initials, HueOf(app.Slug));

    /// <summary>For an app that the catalog no longer contains.</summary>
    public static AppMark OfMissing(string slug) => new("?", HueOf(slug));

    // Not GetHashCode, which differs between processes.
    private static int HueOf(string slug) => slug.Aggregate(7, (sum, letter) => ((sum * 31) + letter) % 7919) % Hues;
}
