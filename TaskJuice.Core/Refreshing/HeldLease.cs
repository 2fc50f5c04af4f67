using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>A lease in hand: what is refreshed, with what, and the proof of holding it.</summary>
internal sealed record HeldLease(Tenant Tenant, Guid Owner, long Generation, Connection Connection) : IDisposable
{
    /// <summary>The row as it was taken: what the tries before this one left.</summary>
    public required RefreshLease Row { get; init; }

    /// <summary>The values of the credential in force.</summary>
    public required IReadOnlyDictionary<string, Secret> Credential { get; init; }

    /// <summary>The refresh token in force; null for a credential that is exchanged itself.</summary>
    public Secret? RefreshToken => Credential.TryGetValue(CredentialNames.RefreshToken, out var token) ? token : null;

    /// <summary>The one before it, while it is kept.</summary>
    public Secret? PreviousRefreshToken { get; init; }

    /// <summary>Replies that somebody got and did not come to use, and that still fit; the newest first.</summary>
    public IReadOnlyList<KeptReply> Kept { get; init; } = [];

    /// <summary>Seals the reply without asking the database.</summary>
    public required Sealer ReplySeal { get; init; }

    /// <summary>Forgets the key that seals.</summary>
    public void Dispose() => ReplySeal.Dispose();
}

/// <summary>A reply from the inbox, opened.</summary>
internal sealed record KeptReply(long Generation, Secret Body, DateTimeOffset SentAt);
