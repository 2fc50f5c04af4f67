using Microsoft.AspNetCore.Identity;

namespace TaskJuice.Core.Storage;

/// <summary>A person who signs in. Passwords, lockout and second factors are ASP.NET Core Identity's.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The name shown to others.</summary>
    public string DisplayName { get; set; } = "";
}
