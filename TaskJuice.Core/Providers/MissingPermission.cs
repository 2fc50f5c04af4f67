using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>Tells a refusal for want of a permission from one of the credential (RFC 6750 section 3.1 and the dialects of providers).</summary>
internal static partial class MissingPermission
{
    private const int MostNamed = 10;

    private static readonly string[] Codes =
    [
        "insufficient_scope", "missing_scope", "missing_scopes", "insufficient_permissions", "access_token_scope_insufficient",
    ];

    private static readonly string[] Named =
    [
        "scope", "scopes", "needed", "required_scope", "required_scopes", "requiredScopes", "missing_scopes", "error.scope",
        "errors.0.context.requiredGranularScopes", "errors.0.context.requiredScopes",
    ];

    /// <summary>The scopes it takes, none when they are not named; null when the refusal is about something else.</summary>
    public static IReadOnlyList<string>? In(JsonElement? json, BearerChallenge? challenge, Redaction hidden)
    {
        var isAbout = (challenge is not null && IsCode(challenge.Error)) || (json is { } said && ReplyPath.Leaves(said).Any(IsCode));
        if (!isAbout)
            return null;

        var named = Named.Select(path => json is { } reply ? ReplyPath.At(reply, path) : null).OfType<JsonElement>().Select(value => string.Join(' ', ReplyPath.Leaves(value)));
        return [.. (challenge?.Scope ?? named.FirstOrDefault() ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(scope => Token().IsMatch(scope) && hidden.Show(scope, 200) == scope)
            .Distinct().Take(MostNamed)];
    }

    private static bool IsCode(string text) => Codes.Contains(TokenErrors.Plain(text));

    // RFC 6749 section 3.3.
    [GeneratedRegex(@"^[\x21\x23-\x5B\x5D-\x7E]{1,150}\z")]
    private static partial Regex Token();
}
