using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>A working credential and the connection it is for.</summary>
public sealed record ReceivedCredential
{
    /// <summary>The workspace of the connection.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The person who connected it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The grant's metadata; an empty external account id is replaced by a fingerprint of the credential.</summary>
    public required Grant Grant { get; init; }

    /// <summary>The secret values.</summary>
    public required IReadOnlyDictionary<string, Secret> Values { get; init; }

    /// <summary>The connect attempt, as it was when processing started; null when there is none.</summary>
    public ConnectFlow? Attempt { get; init; }

    /// <summary>
    /// True when the refresh token is the connection's existing one: a refresh in progress with it must continue, because only its reply
    /// may contain the next refresh token.
    /// </summary>
    public bool KeepsRefreshToken { get; init; }

    /// <summary>True when the person edited the label, so that it also replaces an existing one.</summary>
    public bool LabelTyped { get; init; }

    /// <summary>The step that waits for it.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The connection to reconnect, or null.</summary>
    public Guid? Reconnects { get; init; }

    /// <summary>The connection whose steps are moved to this one, or null.</summary>
    public Guid? Replaces { get; init; }
}
