using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>A credential that works, and what it is for.</summary>
public sealed record ReceivedCredential
{
    /// <summary>Where the connection lives.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>Who connected it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>What is known of it; an empty external account id asks for a fingerprint of the credential.</summary>
    public required Grant Grant { get; init; }

    /// <summary>The secret values.</summary>
    public required IReadOnlyDictionary<string, Secret> Values { get; init; }

    /// <summary>The attempt that brought it, as it was when its work began; null when there is none.</summary>
    public ConnectFlow? Attempt { get; init; }

    /// <summary>
    /// True when the refresh token among the values is the one the connection had: a refresh that is under way with it goes on, because
    /// only its answer may hold the next one.
    /// </summary>
    public bool KeepsRefreshToken { get; init; }

    /// <summary>True when the person typed the label, so that it also replaces an existing one.</summary>
    public bool LabelTyped { get; init; }

    /// <summary>The step that waits for it.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The connection to repair, or null.</summary>
    public Guid? Reconnects { get; init; }

    /// <summary>The connection whose steps are to use this one from now on, or null.</summary>
    public Guid? Replaces { get; init; }
}
