using System.Net;
using Microsoft.AspNetCore.Identity;
using TaskJuice.Core.Storage;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.SignIn;

/// <summary>
/// Starts a session for a user with the correct password. A refusal does the same work whether or not the email address exists: one read,
/// one hash, no write.
/// </summary>
public sealed class SignInPerson(
    UserManager<User> users, SignInManager<User> session, IPasswordHasher<User> hasher, SignInLimit limit, KnownBrowser browser)
{
    private static readonly User Nobody = new();
    private static string? _hashOfNobody;

    public async Task<Entry> EnterAsync(string email, string password, IPAddress? from)
    {
        if (await limit.TakeAsync(from, email, browser.NameFor(session.Context.Request, email)) is { } wait)
            return new Entry.TooMany(wait);

        var user = await users.FindByEmailAsync(email);
        if (user is null || await users.IsLockedOutAsync(user))
        {
            hasher.VerifyHashedPassword(Nobody, _hashOfNobody ??= hasher.HashPassword(Nobody, "nobody"), password);
            return new Entry.Refused();
        }

        // No lockout on failure: it would let anyone lock the user out, and its write would reveal that the user exists.
        var result = await session.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: false);
        if (!result.Succeeded)
            return new Entry.Refused();

        browser.Remember(session.Context, email);
        return new Entry.Opened();
    }
}

/// <summary>The result of an attempt to sign in.</summary>
public abstract record Entry
{
    private Entry() { }

    public sealed record Opened : Entry;

    public sealed record Refused : Entry;

    /// <param name="Wait">How long attempts are rejected.</param>
    public sealed record TooMany(TimeSpan Wait) : Entry;
}
