using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>A user's membership in an account. Members can access every workspace of their account.</summary>
public sealed class Membership
{
    private Membership() { }

    /// <summary>Makes a user a member of an account.</summary>
    public Membership(Account account, User user, MemberRole role)
    {
        AccountId = account.Id;
        UserId = user.Id;
        Role = role;
    }

    /// <summary>The account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The user.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The user's role.</summary>
    public MemberRole Role { get; private set; }
}

/// <summary>The roles of an account. Permissions are checked by capability, never by comparing roles.</summary>
public enum MemberRole
{
    /// <summary>Builds workflows and connections.</summary>
    Member,

    /// <summary>Also manages people, workspaces and branding.</summary>
    Admin,

    /// <summary>Also billing, transfer and deletion; exactly one per account.</summary>
    Owner,
}
