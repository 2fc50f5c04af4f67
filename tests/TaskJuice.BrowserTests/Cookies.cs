namespace TaskJuice.BrowserTests;

public static class Cookies
{
    /// <summary>A cookie of one browser, for another one to bring.</summary>
    public static Cookie Again(this BrowserContextCookiesResult cookie) => new()
    {
        Name = cookie.Name,
        Value = cookie.Value,
        Domain = cookie.Domain,
        Path = cookie.Path,
        Secure = cookie.Secure,
        HttpOnly = cookie.HttpOnly,
        Expires = cookie.Expires,
        SameSite = cookie.SameSite,
    };
}
