using System.Net;
using Microsoft.AspNetCore.Identity;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.SignIn;

/// <summary>Opens a session for a person with the right password. Every refusal takes about the same time.</summary>
public sealed class SignInPerson(UserManager<User> users, SignInManager<User> session, IPasswordHasher<User> hasher, SignInLimit limit)
{
    private static readonly User Nobody = new();
    private static string? _hashOfNobody;

    public async Task<Entry> EnterAsync(string email, string password, IPAddress? from)
    {
        if (!limit.Allows(from, email))
            return Entry.TooMany;

        var user = await users.FindByEmailAsync(email);
        if (user is null || await users.IsLockedOutAsync(user))
        {
            hasher.VerifyHashedPassword(Nobody, _hashOfNobody ??= hasher.HashPassword(Nobody, "nobody"), password);
            return Entry.Refused;
        }

        var result = await session.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded ? Entry.Opened : Entry.Refused;
    }
}

/// <summary>How a try to sign in ended.</summary>
public enum Entry
{
    Opened,
    Refused,
    TooMany,
}
