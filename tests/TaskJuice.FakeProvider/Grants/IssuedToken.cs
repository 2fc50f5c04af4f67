using System.Security.Claims;

namespace TaskJuice.FakeProvider.Grants;

/// <summary>A code or token that was handed out; its value is known to its holder only.</summary>
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

    /// <summary>The earliest date of death counts.</summary>
    public void DiesAt(DateTimeOffset time) => DeadFrom = DeadFrom < time ? DeadFrom : time;

    public bool IsDead(DateTimeOffset now) => grant.Ended || DeadFrom <= now;

    // ClaimsPrincipal.Clone shares its identities, and every request writes claims into its own copy.
    private static ClaimsPrincipal Copy(ClaimsPrincipal principal) => new(principal.Identities.Select(identity => identity.Clone()));
}
