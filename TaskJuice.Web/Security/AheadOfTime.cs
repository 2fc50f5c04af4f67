namespace TaskJuice.Web.Security;

internal static class AheadOfTime
{
    /// <summary>Says in the header for it why there is no answer yet.</summary>
    public const string Problem = "ahead-of-time";

    // Sec-Purpose is the standard one (Fetch, section 3.9); older browsers and mail programs say it in their own way.
    private static readonly string[] Names = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private static readonly string[] Purposes = ["prefetch", "prerender", "preview", "instant"];

    /// <summary>True when nobody looks at the answer yet: a browser fetches it for the case that somebody will.</summary>
    public static bool LooksAhead(this HttpRequest request) =>
        Names.Any(name => Purposes.Any(purpose => request.Headers[name].ToString().Contains(purpose, StringComparison.OrdinalIgnoreCase)));
}
