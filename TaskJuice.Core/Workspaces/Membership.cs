using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workspaces;

/// <summary>A person's place in an account. Staff reach every workspace of their account.</summary>
public sealed class Membership
{
    private Membership() { }

    /// <summary>Makes a person a member of an account.</summary>
    public Membership(Account account, User user, MemberRole role)
    {
        AccountId = account.Id;
        UserId = user.Id;
        Role = role;
    }

    /// <summary>The account.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>What the person may do.</summary>
    public MemberRole Role { get; private set; }
}

/// <summary>The roles of an account. Each capability is checked by name, never by comparing ranks.</summary>
public enum MemberRole
{
    /// <summary>Builds workflows and connections.</summary>
    Member,

    /// <summary>Also manages people, workspaces and branding.</summary>
    Admin,

    /// <summary>Also billing, transfer and deletion; exactly one per account.</summary>
    Owner,
}
