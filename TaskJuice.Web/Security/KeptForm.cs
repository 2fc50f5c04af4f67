using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using TaskJuice.Core.Catalog;
using TaskJuice.Web.Pages.Connect;

namespace TaskJuice.Web.Security;

/// <summary>
/// Form input submitted after the session had ended: kept in the browser, encrypted and bound to this user and form, until the user has
/// signed in again. A page declares which of its inputs are kept (<see cref="FormStandsAtAttribute"/>); nothing else is, and no secrets. It
/// is not part of the address, because an address with a server name in it could be sent to someone else, who would then paste a key for
/// that server.
/// </summary>
public sealed class KeptForm(IDataProtectionProvider protection, AppCatalog catalog)
{
    private const string Cookie = "__Host-taskjuice-typed";
    private const string FieldPrefix = "f.";

    // Browsers reject cookies of more than 4 KB.
    private const int LongestCookie = 3_800;
    private const int MostForms = 4;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private static readonly CookieOptions Options =
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Life, IsEssential = true };

    // Escaping each non-ASCII character as six would leave room for much less text.
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("TaskJuice.KeptForm.v2")
        .ToTimeLimitedDataProtector();

    /// <summary>Keeps the input of a form.</summary>
    /// <returns>The address of the form, or null when nothing can be kept.</returns>
    public string? Keep(HttpContext context, Guid person)
    {
        var request = context.Request;
        if (!request.HasFormContentType || StandsAt(context) is not { } form || Names(form, request) is not { Count: > 0 } names)
            return null;

        var address = form.AddressFor(request);
        var values = names.Where(name => request.Form[name].ToString().Length > 0)
            .ToDictionary(name => name, name => request.Form[name].ToString());
        if (!Write(context, [new(person, PathOf(form, address), values), .. All(request)
            .Where(kept => kept.Form != PathOf(form, address) || kept.Person != person)]))
            return null;

        return request.Form["mode"] == ConnectAddress.Popup
            ? $"{address}{(address.Contains('?') ? '&' : '?')}window={ConnectAddress.Popup}" : address;
    }

    /// <summary>The input kept for the signed-in user and the page at this address, by input name; empty when there is none.</summary>
    public IReadOnlyDictionary<string, string> Read(HttpContext context)
    {
        var (path, query) = (context.Request.Path.Value!, context.Request.QueryString.Value);
        return All(context.Request)
            .Where(kept => kept.Person.ToString() == context.User.FindFirstValue(ClaimTypes.NameIdentifier)
                && (kept.Form == path || kept.Form == path + query))
            .SelectMany(kept => kept.Values).DistinctBy(value => value.Key).ToDictionary();
    }

    /// <summary>Removes the kept input once the form has been submitted again.</summary>
    public void Forget(HttpContext context)
    {
        if (!context.Request.Cookies.ContainsKey(Cookie) || StandsAt(context) is not { } form)
            return;

        var sent = PathOf(form, form.AddressFor(context.Request));
        if (All(context.Request).Where(kept => kept.Form != sent).ToList() is not { Count: > 0 } others || !Write(context, others))
            context.Response.Cookies.Delete(Cookie, Options);
    }

    private static FormStandsAtAttribute? StandsAt(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<FormStandsAtAttribute>();

    // The input of a step is bound to that step's address; any other query only selects what else is shown.
    private static string PathOf(FormStandsAtAttribute form, string address) => form.HasQuery ? address : address.Split('?')[0];

    private List<string> Names(FormStandsAtAttribute form, HttpRequest request) =>
        form.KeepsFields && request.RouteValues["app"] is string slug && catalog.Find(slug) is { } app
            ? [.. Readable(app).Select(key => FieldPrefix + key)] : [.. form.Keeps];

    private static IEnumerable<string> Readable(App app) =>
        app.Methods.OfType<ApiKeyMethod>().SelectMany(method => method.Credentials).Concat(app.Fields)
            .GroupBy(field => field.Key).Where(same => same.All(field => !field.Secret)).Select(same => same.Key)
            .Prepend(ConnectView.NameField);

    // The oldest are dropped first; one that is too large by itself is not kept at all.
    private bool Write(HttpContext context, IReadOnlyList<Kept> forms)
    {
        for (var count = Math.Min(forms.Count, MostForms); count > 0; count--)
        {
            var cookie = _protector.Protect(JsonSerializer.Serialize(forms.Take(count), Short), Life);
            if (cookie.Length > LongestCookie)
                continue;

            context.Response.Cookies.Append(Cookie, cookie, Options);
            return true;
        }

        return false;
    }

    private IReadOnlyList<Kept> All(HttpRequest request)
    {
        try
        {
            return request.Cookies[Cookie] is { } cookie ? JsonSerializer.Deserialize<List<Kept>>(_protector.Unprotect(cookie), Short)
                ?? [] : [];
        }
        catch (Exception failure) when (failure is CryptographicException or JsonException)
        {
            return [];
        }
    }

    private sealed record Kept(Guid Person, string Form, Dictionary<string, string> Values);
}
