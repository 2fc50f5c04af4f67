using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>How to parse a token reply.</summary>
/// <param name="Reply">The paths.</param>
/// <param name="AssumedLifetime">The lifetime when the reply contains none.</param>
/// <param name="ScopesUnlessTold">The granted scopes when the reply contains none (RFC 6749 section 5.1).</param>
/// <param name="ScopeSeparator">A separator of scopes besides white space and commas.</param>
internal sealed record TokenReading(TokenReply Reply, TimeSpan? AssumedLifetime, string[] ScopesUnlessTold, string ScopeSeparator)
{
    public static TokenReading Of(OAuthMethod method, TokenGrant grant) =>
        new(method.Reply, method.Life.AssumedLifetime, grant == TokenGrant.Code ? [.. method.Scopes] : [], method.ScopeSeparator);

    public static TokenReading Of(TokenExchange exchange) => new(exchange.Reply, exchange.AssumedLifetime, [], " ");
}
