namespace TaskJuice.FakeProvider.State;

/// <summary>The state that survives a restart. Contains only digests of secrets and tokens.</summary>
public sealed record SavedState
{
    public IReadOnlyList<SavedClient> Clients { get; init; } = [];

    public IReadOnlyList<SavedGrant> Grants { get; init; } = [];

    public IReadOnlyList<SavedToken> Tokens { get; init; } = [];
}

public sealed record SavedClient(string Id, string SecretDigest, string[]? RedirectUris);

public sealed record SavedGrant(Guid Id, string Client, string Account, bool Ended);

/// <param name="Id">The token's id in the ledger.</param>
/// <param name="Digest">Digest of the token's value.</param>
/// <param name="Grant">The token's grant.</param>
/// <param name="Type">Code, access token or refresh token.</param>
/// <param name="Principal">The person and scopes, in the framework's binary format.</param>
/// <param name="Parent">The token it was issued for, if that is still kept.</param>
/// <param name="DeadFrom">When it expires, or null.</param>
public sealed record SavedToken(Guid Id, string Digest, Guid Grant, string Type, byte[] Principal, Guid? Parent, DateTimeOffset? DeadFrom);
