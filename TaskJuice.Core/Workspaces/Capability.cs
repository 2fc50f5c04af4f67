namespace TaskJuice.Core.Workspaces;

/// <summary>The permissions that roles grant.</summary>
public enum Capability
{
    /// <summary>Connect accounts and reconnect connections.</summary>
    Connect,

    /// <summary>Change the account's branding.</summary>
    ManageBranding,

    /// <summary>Configure the OAuth clients of apps, or know which operator does.</summary>
    SetUpApps,
}

/// <summary>The permissions of each role.</summary>
public static class Capabilities
{
    /// <summary>True when the role grants the permission.</summary>
    public static bool May(this MemberRole role, Capability capability) => (role, capability) switch
    {
        (MemberRole.Owner or MemberRole.Admin or MemberRole.Member, Capability.Connect) => true,
        (MemberRole.Owner or MemberRole.Admin, Capability.ManageBranding or Capability.SetUpApps) => true,
        _ => false,
    };
}
