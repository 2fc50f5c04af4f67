using System.Security.Claims;

namespace TaskJuice.FakeProvider.Grants;

/// <summary>A code or token that was handed out; its value is known to its holder only.</summary>
public sealed class IssuedToken(Grant grant, string type, ClaimsPrincipal principal, IssuedToken? parent)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public Grant Grant => grant;

    public string Type => type;

    public IssuedToken? Parent => parent;

    public DateTimeOffset? DeadFrom { get; private set; }

    public ClaimsPrincipal Principal => principal.Clone();

    /// <summary>The earliest date of death counts.</summary>
    public void DiesAt(DateTimeOffset time) => DeadFrom = DeadFrom < time ? DeadFrom : time;

    public bool IsDead(DateTimeOffset now) => grant.Ended || DeadFrom <= now;
}
