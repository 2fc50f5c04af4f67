namespace TaskJuice.FakeProvider;

/// <summary>One call as the provider saw it. Tokens are represented by ids; it never contains a secret.</summary>
/// <param name="At">When the response was determined.</param>
/// <param name="Seq">1-based position in the order of responses.</param>
/// <param name="Kind">authorize, consent, token.code, token.refresh, revoke, userinfo, api or api.key.</param>
/// <param name="Client">The OAuth client, or null when a call names none.</param>
/// <param name="Account">The person concerned, or null while unknown.</param>
/// <param name="Status">HTTP status, or 0 when the connection was closed without a response.</param>
/// <param name="Outcome">
/// granted, shown, allowed, ok; an OAuth error code; the name of a faked body; fault; dropped (done, but without a response); gone (the
/// caller disconnected before anything was done); crashed (a bug of the provider itself).
/// </param>
/// <param name="RefreshTokenId">The refresh token presented, or for token.code the one issued.</param>
/// <param name="IssuedRefreshTokenId">The refresh token in the response, if any.</param>
/// <param name="GrantId">The grant of this call's tokens, if any.</param>
/// <param name="Pkce">S256, plain or none; only for authorize and consent.</param>
public sealed record LedgerEntry(
    DateTimeOffset At,
    long Seq,
    string Kind,
    string? Client,
    string? Account,
    int Status,
    string Outcome,
    Guid? RefreshTokenId,
    Guid? IssuedRefreshTokenId,
    Guid? GrantId,
    string? Pkce);
