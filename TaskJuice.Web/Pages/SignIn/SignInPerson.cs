using System.Net;
using Microsoft.AspNetCore.Identity;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.SignIn;

/// <summary>
/// Opens a session for a person with the right password. A refusal does the same work whether somebody has the address of mail or not: one
/// read, one hash, nothing written.
/// </summary>
public sealed class SignInPerson(UserManager<User> users, SignInManager<User> session, IPasswordHasher<User> hasher, SignInLimit limit, KnownBrowser browser)
{
    private static readonly User Nobody = new();
    private static string? _hashOfNobody;

    public async Task<Entry> EnterAsync(string email, string password, IPAddress? from)
    {
        if (!limit.Allows(from, email, browser.NameFor(session.Context.Request, email)))
            return Entry.TooMany;

        var user = await users.FindByEmailAsync(email);
        if (user is null || await users.IsLockedOutAsync(user))
        {
            hasher.VerifyHashedPassword(Nobody, _hashOfNobody ??= hasher.HashPassword(Nobody, "nobody"), password);
            return Entry.Refused;
        }

        // No lockout on failure: it would let anybody keep the person out, and tell by its write that there is one.
        var result = await session.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: false);
        if (!result.Succeeded)
            return Entry.Refused;

        browser.Remember(session.Context.Response, email);
        return Entry.Opened;
    }
}

/// <summary>How a try to sign in ended.</summary>
public enum Entry
{
    Opened,
    Refused,
    TooMany,
}
