using System.Text.Json;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Parses a token reply as the app's file defines (RFC 6749 sections 5.1 and 5.2).</summary>
internal static class TokenReplyReader
{
    private const int LongestToken = 16 * 1024;
    private const int LongestKept = 2_000;

    public static TokenResult Read(TokenReading reading, int status, string text, DateTimeOffset sentAt)
    {
        var form = reading.Reply;
        var reply = ReplyBody.JsonOrForm(text) ?? ReplyBody.Quoted(text) ?? ReplyBody.Surrounded(text);
        var isYes = status is >= 200 and < 300;

        // An error in the body overrides a success status: several providers return 200 for everything.
        if (TokenError.In(text, reply, form.Error, refused: !isYes) is { } error)
            return TokenErrors.Result(error, status, reply);

        if (!isYes)
            return TokenErrors.Result(status, text, reply);

        if ((reply ?? ReplyBody.Json(ReplyBody.Mended(text))) is not { } said)
            return new TokenResult.MalformedResponse(new(FailureKind.NotUnderstood) { Status = status });

        if (form.FailedWhen.Any(rule => ReplyPath.Holds(rule, status, said)))
            return new TokenResult.Refused("refused") { Certain = false };

        if (Token(said, form.AccessToken) is null && WrappedTokens.In(said, form) is { } unwrapped)
            said = unwrapped;

        // When there is no token, a known code anywhere in the reply is its error.
        if (Token(said, form.AccessToken) is null && TokenError.Anywhere(said) is { } hidden)
            return TokenErrors.Result(hidden, status);

        // Complete tokens are kept even if the rest is malformed; but if there is only an access token, the refresh token may have been
        // lost.
        return Granted(reading, said, sentAt) is var result && reply is null
            && result is not (TokenResult.Granted { Tokens.RefreshToken: not null }
                or TokenResult.MalformedResponse { RefreshToken: not null })
            ? new TokenResult.MalformedResponse(new(FailureKind.NotUnderstood) { Status = status })
            : result;
    }

    private static TokenResult Granted(TokenReading reading, JsonElement reply, DateTimeOffset sentAt)
    {
        var form = reading.Reply;

        // A refresh token that cannot be sent is treated as missing: the access token still works.
        var refresh = Token(reply, form.RefreshToken);

        // A "mac" or "dpop" token needs a proof with every call (RFC 9449 section 5); sending it as a bearer token would only leak it.
        if (Token(reply, form.AccessToken) is not { } access
            || ReplyPath.Text(reply, "token_type")?.Trim().ToLowerInvariant() is "mac" or "dpop")
            return new TokenResult.MalformedResponse(new(FailureKind.NoToken)) { RefreshToken = refresh };

        var tokens = new Tokens(
            access, refresh, TokenExpiry.Read(reading, reply, sentAt), Scopes(reading, reply), Kept(form, reply), reply);
        return new TokenResult.Granted(tokens.Without(new Redaction(refresh is { } second ? [access, second] : [access], null)));
    }

    // Only a string is a token (RFC 6749 section 5.1): a number has several spellings, and the provider knows only one of them; a boolean
    // is no token.
    private static Secret? Token(JsonElement reply, string path) =>
        ReplyPath.At(reply, path) is { ValueKind: JsonValueKind.String } value && value.GetString()!.Trim() is var text && IsToken(text)
            ? new Secret(text) : null;

    private static bool IsToken(string value) =>
        value.Length is > 0 and <= LongestToken && value.All(character => character is > ' ' and <= '~') && !Placeholder.Is(value);

    private static string[] Scopes(TokenReading reading, JsonElement reply)
    {
        if (ReplyPath.At(reply, reading.Reply.Scope) is not { } value)
            return reading.ScopesUnlessTold;

        var texts = value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(ReplyPath.Text).OfType<string>()
            : ReplyPath.Text(value) is { } text ? [text] : [];
        // Scopes requested with commas may be returned with spaces, and the other way round.
        char[] separators = [' ', ',', '\t', '\n', '\r', .. reading.ScopeSeparator];
        return [.. texts.SelectMany(text => text.Split(separators, StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }

    private static Dictionary<string, string> Kept(TokenReply form, JsonElement reply)
    {
        var kept = new Dictionary<string, string>();
        foreach (var (setting, path) in form.Keep)
        {
            if (ReplyPath.Text(reply, path) is { Length: > 0 and <= LongestKept } value && !value.Any(char.IsControl))
                kept[setting] = value;
        }

        return kept;
    }
}
