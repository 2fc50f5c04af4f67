namespace TaskJuice.Web.Assets;

/// <summary>How long a browser may keep a file that is the same for everybody.</summary>
internal static class Kept
{
    /// <summary>
    /// Only under the address of its content. While two versions run side by side, a page of one may ask the other for a file, and that answer
    /// must not stay under an address that means something else.
    /// </summary>
    public const string ForGood = "public, max-age=31536000, immutable";
}
