namespace TaskJuice.FakeProvider;

/// <summary>One call as the provider saw it. Ids stand for tokens; no secret value is ever in here.</summary>
/// <param name="At">When the answer was decided.</param>
/// <param name="Seq">Position in the order of answers, counted from 1.</param>
/// <param name="Kind">authorize, consent, token.code, token.refresh, revoke, userinfo, api or api.key.</param>
/// <param name="Client">The OAuth client, or null when a call names none.</param>
/// <param name="Account">The person concerned, or null while unknown.</param>
/// <param name="Status">HTTP status, or 0 when the connection was cut.</param>
/// <param name="Outcome">
/// granted, shown, allowed, ok; an OAuth error code; the name of a faked body; fault; dropped (done, but never answered);
/// gone (the caller hung up before anything was done); crashed (a bug of the provider itself).
/// </param>
/// <param name="RefreshTokenId">The refresh token presented, or for token.code the one issued.</param>
/// <param name="IssuedRefreshTokenId">The refresh token in the answer, if any.</param>
/// <param name="GrantId">The consent on which the tokens of this call hang, if any.</param>
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
