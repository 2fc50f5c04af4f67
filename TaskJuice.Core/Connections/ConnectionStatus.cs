namespace TaskJuice.Core.Connections;

/// <summary>The health of a connection's credential.</summary>
public enum ConnectionStatus
{
    /// <summary>Connected, not used yet.</summary>
    Pending,

    /// <summary>Connected and has worked.</summary>
    Active,

    /// <summary>The provider refuses the credential for good; only a person can repair it.</summary>
    Error,

    /// <summary>Access was given back on purpose.</summary>
    Revoked,
}
