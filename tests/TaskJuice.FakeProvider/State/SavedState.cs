namespace TaskJuice.FakeProvider.State;

/// <summary>What a restart must not take away. Secrets and tokens are in it as digests only.</summary>
public sealed record SavedState
{
    public IReadOnlyList<SavedClient> Clients { get; init; } = [];

    public IReadOnlyList<SavedGrant> Grants { get; init; } = [];

    public IReadOnlyList<SavedToken> Tokens { get; init; } = [];
}

public sealed record SavedClient(string Id, string SecretDigest, string[]? RedirectUris);

public sealed record SavedGrant(Guid Id, string Client, string Account, bool Ended);

/// <param name="Id">Stands for the token in the ledger.</param>
/// <param name="Digest">Of the value its holder has.</param>
/// <param name="Grant">What it hangs on.</param>
/// <param name="Type">Code, access token or refresh token.</param>
/// <param name="Principal">For whom and for what, in the framework's own binary form.</param>
/// <param name="Parent">What it was issued for, if that is still kept.</param>
/// <param name="DeadFrom">When it stops working, or null.</param>
public sealed record SavedToken(Guid Id, string Digest, Guid Grant, string Type, byte[] Principal, Guid? Parent, DateTimeOffset? DeadFrom);
