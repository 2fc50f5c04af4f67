using System.Security.Claims;

namespace TaskJuice.FakeProvider.Grants;

/// <summary>An issued code or token; only its holder has the value.</summary>
public sealed class IssuedToken(Guid id, Grant grant, string type, ClaimsPrincipal principal, IssuedToken? parent)
{
    private readonly ClaimsPrincipal _principal = Copy(principal);

    public IssuedToken(Grant grant, string type, ClaimsPrincipal principal, IssuedToken? parent)
        : this(Guid.CreateVersion7(), grant, type, principal, parent)
    {
    }

    public Guid Id => id;

    public Grant Grant => grant;

    public string Type => type;

    public IssuedToken? Parent => parent;

    public DateTimeOffset? DeadFrom { get; private set; }

    public ClaimsPrincipal Principal => Copy(_principal);

    /// <summary>Sets the expiry; the earliest one applies.</summary>
    public void DiesAt(DateTimeOffset time) => DeadFrom = DeadFrom < time ? DeadFrom : time;

    public bool IsDead(DateTimeOffset now) => grant.Ended || DeadFrom <= now;

    // ClaimsPrincipal.Clone shares its identities, but every request adds claims to its own copy.
    private static ClaimsPrincipal Copy(ClaimsPrincipal principal) => new(principal.Identities.Select(identity => identity.Clone()));
}
