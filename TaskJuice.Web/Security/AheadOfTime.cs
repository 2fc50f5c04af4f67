namespace TaskJuice.Web.Security;

internal static class AheadOfTime
{
    /// <summary>The value of the problem header for a rejected prefetch.</summary>
    public const string Problem = "ahead-of-time";

    // Sec-Purpose is the standard header (Fetch, section 3.9); older browsers and mail programs use others.
    private static readonly string[] Names = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private static readonly string[] Purposes = ["prefetch", "prerender", "preview", "instant"];

    /// <summary>True for a prefetch: the response may never be shown.</summary>
    public static bool LooksAhead(this HttpRequest request) =>
        Names.Any(name => Purposes.Any(purpose => request.Headers[name].ToString().Contains(purpose, StringComparison.OrdinalIgnoreCase)));
}
