namespace TaskJuice.Core.Connections;

/// <summary>The health of a connection's credential.</summary>
public enum ConnectionStatus
{
    /// <summary>Connected but not used yet.</summary>
    Pending,

    /// <summary>Connected and used successfully.</summary>
    Active,

    /// <summary>The provider refuses the credential permanently; a person has to reconnect.</summary>
    Error,

    /// <summary>Access was revoked deliberately.</summary>
    Revoked,
}
