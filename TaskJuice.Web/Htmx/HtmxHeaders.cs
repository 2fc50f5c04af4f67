namespace TaskJuice.Web.Htmx;

/// <summary>The headers that htmx 4 sends and reads; the only place with their names.</summary>
internal static class HtmxHeaders
{
    public const string Request = "HX-Request";
    public const string RequestType = "HX-Request-Type";
    public const string CurrentUrl = "HX-Current-URL";
    public const string Redirect = "HX-Redirect";
    public const string Refresh = "HX-Refresh";
    public const string PushUrl = "HX-Push-Url";
    public const string Trigger = "HX-Trigger";
    public const string Retarget = "HX-Retarget";
    public const string Reswap = "HX-Reswap";

    public static bool IsHtmx(this HttpRequest request) => request.Headers.ContainsKey(Request);

    /// <summary>
    /// True when the response is swapped into a part of the page. Restoring history and selecting from a full page request "full".
    /// </summary>
    public static bool WantsFragment(this HttpRequest request) => request.IsHtmx() && request.Headers[RequestType] != "full";
}
