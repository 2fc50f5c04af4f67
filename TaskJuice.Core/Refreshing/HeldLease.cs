using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>A held lease with the connection, its credential, and the owner and generation that prove it.</summary>
internal sealed record HeldLease(Tenant Tenant, Guid Owner, long Generation, Connection Connection) : IDisposable
{
    /// <summary>The row as it was taken: what the tries before this one left.</summary>
    public required RefreshLease Row { get; init; }

    /// <summary>The values of the current credential.</summary>
    public required IReadOnlyDictionary<string, Secret> Credential { get; init; }

    /// <summary>The current refresh token; null for a credential that is itself exchanged.</summary>
    public Secret? RefreshToken => Credential.TryGetValue(CredentialNames.RefreshToken, out var token) ? token : null;

    /// <summary>The previous refresh token, while it is kept.</summary>
    public Secret? PreviousRefreshToken { get; init; }

    /// <summary>Stored replies that were not used yet and are still valid; newest first.</summary>
    public IReadOnlyList<KeptReply> Kept { get; init; } = [];

    /// <summary>Seals a reply without a database query.</summary>
    public required Sealer ReplySeal { get; init; }

    /// <summary>Wipes the sealing key.</summary>
    public void Dispose() => ReplySeal.Dispose();
}

/// <summary>A decrypted reply from the inbox.</summary>
internal sealed record KeptReply(long Generation, Secret Body, DateTimeOffset SentAt);
