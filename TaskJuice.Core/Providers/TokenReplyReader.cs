using System.Text.Json;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Reads a token reply the way the app's file says (RFC 6749 sections 5.1 and 5.2).</summary>
internal static class TokenReplyReader
{
    private const int LongestToken = 16 * 1024;
    private const int LongestKept = 2_000;

    public static TokenResult Read(TokenReading reading, int status, byte[] body, DateTimeOffset sentAt)
    {
        var form = reading.Reply;
        if (ReplyBody.JsonOrForm(body) is not { } reply)
            return status is >= 200 and < 300
                ? new TokenResult.Nonsense("The reply is neither JSON nor a form.")
                : TokenError.Result(status);

        // An error in the body wins over a success status: several providers answer 200 to everything.
        if (TokenError.In(reply, form.Error) is { } error)
            return TokenError.Result(error, status);

        if (status is < 200 or >= 300)
            return TokenError.Result(status);

        if (form.FailedWhen.Any(rule => ReplyPath.Holds(rule, status, reply)))
            return new TokenResult.Refused("refused") { Certain = false };

        return Granted(reading, reply, sentAt);
    }

    private static TokenResult Granted(TokenReading reading, JsonElement reply, DateTimeOffset sentAt)
    {
        var form = reading.Reply;
        var access = ReplyPath.Text(reply, form.AccessToken);
        var refresh = ReplyPath.Text(reply, form.RefreshToken);
        if (string.IsNullOrEmpty(access))
            return new TokenResult.Nonsense("The reply has no access token.");

        if (!IsToken(access) || !(string.IsNullOrEmpty(refresh) || IsToken(refresh)))
            return new TokenResult.Nonsense("A token of the reply is too long or holds characters that no header can carry.");

        // A "mac" or "dpop" token needs a proof with every call (RFC 9449 section 5); sending it as a bearer token would only leak it.
        if (ReplyPath.Text(reply, "token_type")?.ToLowerInvariant() is "mac" or "dpop")
            return new TokenResult.Nonsense("The reply holds a kind of token that is not supported.");

        return new TokenResult.Granted(new Tokens(
            new Secret(access),
            string.IsNullOrEmpty(refresh) ? null : new Secret(refresh),
            TokenExpiry.Read(reading, reply, sentAt),
            Scopes(reading, reply),
            Kept(form, reply),
            reply));
    }

    private static bool IsToken(string value) => value.Length <= LongestToken && value.All(character => character is > ' ' and <= '~');

    private static string[] Scopes(TokenReading reading, JsonElement reply)
    {
        if (ReplyPath.At(reply, reading.Reply.Scope) is not { } value)
            return reading.ScopesUnlessTold;

        var texts = value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(ReplyPath.Text).OfType<string>()
            : ReplyPath.Text(value) is { } text ? [text] : [];
        // Asked with commas, answered with spaces, or the other way round: both occur.
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
