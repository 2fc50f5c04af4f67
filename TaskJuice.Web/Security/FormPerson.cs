using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TaskJuice.Web.Security;

/// <summary>
/// Records in a form which user opened it, so that its input is kept for that user, whoever is signed in when it is submitted. It grants no
/// access.
/// </summary>
public sealed class FormPerson(IDataProtectionProvider protection)
{
    /// <summary>The name of the hidden input.</summary>
    public const string Field = "__person";

    private static readonly object Written = new();

    private readonly IDataProtector _protector = protection.CreateProtector("TaskJuice.FormPerson.v1");

    /// <summary>The value of the hidden input; the same in all forms of a page. Null when nobody is signed in.</summary>
    public string? For(HttpContext context)
    {
        if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } person)
            return null;

        if (context.Items[Written] is not string value)
            context.Items[Written] = value = _protector.Protect(person);
        return value;
    }

    /// <summary>The user who opened the submitted form; null when it does not say.</summary>
    public Guid? Of(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType && request.Form[Field].ToString() is { Length: > 0 } value
                && Guid.TryParse(_protector.Unprotect(value), out var person)
                ? person : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
