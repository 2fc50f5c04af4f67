namespace TaskJuice.Core.Workspaces;

/// <summary>What a role can allow.</summary>
public enum Capability
{
    /// <summary>Connect accounts, and repair connections.</summary>
    Connect,

    /// <summary>Change how the account looks.</summary>
    ManageBranding,
}

/// <summary>Which role may what.</summary>
public static class Capabilities
{
    /// <summary>True when people of this role may.</summary>
    public static bool May(this MemberRole role, Capability capability) => (role, capability) switch
    {
        (MemberRole.Owner or MemberRole.Admin or MemberRole.Member, Capability.Connect) => true,
        (MemberRole.Owner or MemberRole.Admin, Capability.ManageBranding) => true,
        _ => false,
    };
}
