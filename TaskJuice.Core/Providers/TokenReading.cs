using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>How one token reply is read.</summary>
/// <param name="Reply">The paths.</param>
/// <param name="AssumedLifetime">Lifetime when the reply states none.</param>
/// <param name="ScopesUnlessTold">What was granted when the reply does not say (RFC 6749 section 5.1).</param>
/// <param name="ScopeSeparator">What else than white space and commas may part scopes.</param>
internal sealed record TokenReading(TokenReply Reply, TimeSpan? AssumedLifetime, string[] ScopesUnlessTold, string ScopeSeparator)
{
    public static TokenReading Of(OAuthMethod method, TokenGrant grant) =>
        new(method.Reply, method.Life.AssumedLifetime, grant == TokenGrant.Code ? [.. method.Scopes] : [], method.ScopeSeparator);

    public static TokenReading Of(TokenExchange exchange) => new(exchange.Reply, exchange.AssumedLifetime, [], " ");
}
