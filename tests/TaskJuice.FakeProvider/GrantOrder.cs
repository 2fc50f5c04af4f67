namespace TaskJuice.FakeProvider;

/// <summary>Consents that are wanted at once.</summary>
/// <param name="Client">The OAuth client that is let in.</param>
/// <param name="Account">Id of the person who lets it in.</param>
/// <param name="Scopes">For what.</param>
/// <param name="Count">How many times.</param>
public sealed record GrantOrder(string Client, string Account, IReadOnlyList<string> Scopes, int Count);

/// <summary>A consent and its first tokens.</summary>
/// <param name="Id">By which the ledger names it.</param>
/// <param name="AccessToken">The value.</param>
/// <param name="RefreshToken">The value.</param>
/// <param name="RefreshTokenId">By which the ledger names it.</param>
public sealed record IssuedGrant(Guid Id, string AccessToken, string RefreshToken, Guid RefreshTokenId);
