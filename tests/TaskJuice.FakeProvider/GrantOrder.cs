namespace TaskJuice.FakeProvider;

/// <summary>A request for several grants at once.</summary>
/// <param name="Client">The OAuth client.</param>
/// <param name="Account">Id of the consenting person.</param>
/// <param name="Scopes">The scopes.</param>
/// <param name="Count">How many grants.</param>
public sealed record GrantOrder(string Client, string Account, IReadOnlyList<string> Scopes, int Count);

/// <summary>A grant and its first tokens.</summary>
/// <param name="Id">The grant's id in the ledger.</param>
/// <param name="AccessToken">The value.</param>
/// <param name="RefreshToken">The value.</param>
/// <param name="RefreshTokenId">The refresh token's id in the ledger.</param>
public sealed record IssuedGrant(Guid Id, string AccessToken, string RefreshToken, Guid RefreshTokenId);
