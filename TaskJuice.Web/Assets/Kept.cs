namespace TaskJuice.Web.Assets;

/// <summary>Cache lifetime of files that are the same for everyone.</summary>
internal static class Kept
{
    /// <summary>
    /// Only for addresses with a content hash. While two versions run side by side, a page of one may request a file from the other, and
    /// that response must not be cached under an address that means something else.
    /// </summary>
    public const string ForGood = "public, max-age=31536000, immutable";
}
