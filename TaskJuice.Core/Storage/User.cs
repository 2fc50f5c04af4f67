using Microsoft.AspNetCore.Identity;

namespace TaskJuice.Core.Storage;

/// <summary>A person who signs in. ASP.NET Core Identity manages passwords, lockout and second factors.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The name shown to others.</summary>
    public string DisplayName { get; set; } = "";
}
