using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using TaskJuice.Core.Catalog;
using TaskJuice.Web.Pages.Connect;

namespace TaskJuice.Web.Security;

/// <summary>
/// What a person typed into a connect form after their session had ended: kept in their browser, encrypted and for this person and this form
/// only, until they have signed in again. Secrets are never kept. It is no part of the address, because an address with a server name in it
/// could be sent to somebody else, who would then paste a key for that server.
/// </summary>
public sealed class KeptForm(IDataProtectionProvider protection, AppCatalog catalog)
{
    private const string Cookie = "__Host-taskjuice-typed";

    // Room for names and subdomains; a browser drops a cookie of more than 4 KB.
    private const int LongestValue = 300;
    private const int MostValues = 6;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private static readonly CookieOptions Options =
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Life, IsEssential = true };

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("TaskJuice.KeptForm.v1").ToTimeLimitedDataProtector();

    /// <summary>Keeps what a connect form carries.</summary>
    /// <returns>The address of the form, or null when this is no connect form.</returns>
    public string? Keep(HttpContext context, Guid person)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || FormOf(request) is not { } form || App(request) is not { } app)
            return null;

        var values = Readable(app).ToDictionary(key => key, key => request.Form[$"f.{key}"].ToString())
            .Where(field => field.Value is { Length: > 0 and <= LongestValue }).Take(MostValues).ToDictionary();
        var kept = new Kept(person, form, values);
        context.Response.Cookies.Append(Cookie, _protector.Protect(JsonSerializer.Serialize(kept), Life), Options);
        return form + (request.Form["mode"] == ConnectAddress.Popup ? request.QueryString.Add("window", ConnectAddress.Popup) : request.QueryString);
    }

    /// <summary>What is kept for the signed-in person and the form at this address; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, string> Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Cookie] is { } cookie && JsonSerializer.Deserialize<Kept>(_protector.Unprotect(cookie)) is { } kept
                && kept.Form == context.Request.Path && kept.Person.ToString() == context.User.FindFirstValue(ClaimTypes.NameIdentifier)
                ? kept.Values
                : new Dictionary<string, string>();
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>The form was sent again, so nothing has to be kept.</summary>
    public static void Forget(HttpContext context)
    {
        if (context.Request.Cookies.ContainsKey(Cookie))
            context.Response.Cookies.Delete(Cookie, Options);
    }

    private App? App(HttpRequest request) => request.RouteValues["app"] is string slug ? catalog.Find(slug) : null;

    private static IEnumerable<string> Readable(App app) =>
        app.Methods.OfType<ApiKeyMethod>().SelectMany(method => method.Credentials).Concat(app.Fields)
            .GroupBy(field => field.Key).Where(same => same.All(field => !field.Secret)).Select(same => same.Key).Prepend("name");

    // The form is shown at the address to which it is sent, without the way of connecting at the end.
    private static string? FormOf(HttpRequest request) =>
        request.Path.Value is { } path && (path.EndsWith("/key", StringComparison.Ordinal) || path.EndsWith("/oauth", StringComparison.Ordinal))
            ? path[..path.LastIndexOf('/')]
            : null;

    private sealed record Kept(Guid Person, string Form, Dictionary<string, string> Values);
}
