namespace TaskJuice.Web.Pages.Shared;

/// <summary>Light, dark, or the system's theme: a setting of this browser, in a cookie so that the first paint is correct.</summary>
public static class Theme
{
    public const string System = "system";

    private const string Cookie = "__Host-taskjuice-theme";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>The options with their icons.</summary>
    public static IReadOnlyList<(string Name, string Icon)> All { get; } = [(System, "screen"), ("light", "sun"), ("dark", "moon")];

    /// <summary>The selected theme, or null for the system's.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] switch
    {
        "light" => "light",
        "dark" => "dark",
        _ => null,
    };

    public static void Keep(HttpResponse response, string theme)
    {
        var options = new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
        if (theme == System)
            response.Cookies.Delete(Cookie, options);
        else
            response.Cookies.Append(Cookie, theme, new CookieOptions(options) { MaxAge = Kept });
    }
}
