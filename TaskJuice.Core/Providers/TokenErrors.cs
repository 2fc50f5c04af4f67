using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>The error codes of token endpoints (RFC 6749 section 5.2 and providers' variants), grouped by who can fix them.</summary>
internal static partial class TokenErrors
{
    private static readonly HashSet<string> Client =
        ["invalid_client", "unauthorized_client", "invalid_client_id", "bad_client_secret", "incorrect_client_credentials"];

    private static readonly HashSet<string> Request =
        ["invalid_scope", "unsupported_grant_type", "invalid_target", "redirect_uri_mismatch", "invalid_request"];

    private static readonly HashSet<string> ServerErrors =
        ["temporarily_unavailable", "server_error", "internal_error", "service_unavailable"];

    private static readonly HashSet<string> Pause =
        ["slow_down", "rate_limited", "rate_limit", "rate_limit_exceeded", "too_many_requests", "throttled", "quota_exceeded"];

    private static readonly HashSet<string> Grant =
    [
        "invalid_grant", "bad_refresh_token", "bad_verification_code", "invalid_refresh_token", "invalid_code", "invalid_token",
        "token_revoked", "token_expired", "expired_token", "refresh_token_expired", "expired_refresh_token", "refresh_token_revoked",
        "revoked_refresh_token", "refresh_token_invalid", "grant_expired", "grant_revoked", "authorization_revoked", "consent_revoked",
        "code_expired", "code_already_used", "account_inactive", "account_disabled", "account_suspended", "user_inactive", "user_disabled",
        "user_suspended", "consent_required", "interaction_required", "login_required", "insufficient_scope",
    ];

    // Suffixes of type names from the provider's own program.
    private static readonly string[] Ends = ["exception", "error"];

    private static readonly Dictionary<string, string> Bare =
        new[] { Client, Request, ServerErrors, Pause, Grant }.SelectMany(codes => codes).ToDictionary(code => code.Replace("_", ""));

    /// <summary>The known code that this text spells, with or without separators between its words; or null.</summary>
    public static string? Known(string text)
    {
        var bare = Plain(text.TrimEnd('.', '!', ' ')).Replace("_", "", StringComparison.Ordinal);
        return Bare.GetValueOrDefault(bare) ?? Ends.Where(end => bare.EndsWith(end, StringComparison.Ordinal))
            .Select(end => Bare.GetValueOrDefault(bare[..^end.Length])).FirstOrDefault(code => code is not null);
    }

    /// <summary>Like <see cref="Known"/>, but only for codes about the grant.</summary>
    public static string? KnownOfGrants(string text) =>
        text.Contains('_', StringComparison.Ordinal) && Known(text) is { } code && Grant.Contains(code) ? code : null;

    /// <summary>
    /// The canonical spelling of a code: <c>Invalid-Grant</c>, <c>INVALID_GRANT</c> and <c>urn:x:error:invalidGrant</c> are the same. Empty
    /// when it cannot be a code.
    /// </summary>
    public static string Plain(string text)
    {
        var word = Unseen().Replace(text, "").Trim();
        return word.Length > 100 ? ""
            : Gaps().Replace(Humps().Replace(word[AfterNamespace(word)..], "_"), "_").ToLowerInvariant();
    }

    // A namespace may precede the code, but not a sentence that ends with one.
    private static int AfterNamespace(string word) =>
        word.LastIndexOfAny([':', '.', '/', '#']) is var end && word[..(end + 1)].Any(char.IsWhiteSpace) ? 0 : end + 1;

    /// <summary>The result for this code at this status.</summary>
    public static TokenResult Result(string code, int status) =>
        Client.Contains(code) ? new TokenResult.ClientRefused(code)
        : Request.Contains(code) ? new TokenResult.Misconfigured(code)
        : ServerErrors.Contains(code) ? new TokenResult.Unavailable(new(FailureKind.ServerError) { Status = status })
        : Pause.Contains(code) ? new TokenResult.Throttled(null)
        : Grant.Contains(code) ? new TokenResult.Refused(code)
        : status >= 500 ? Result(status)
        : new TokenResult.Refused(code) { Certain = false };

    /// <summary>
    /// The result for this code, refined by the reply's text: some providers report an expired refresh token as a bad request, or by a code
    /// of their own.
    /// </summary>
    public static TokenResult Result(string code, int status, JsonElement? reply) => Result(code, status) switch
    {
        TokenResult.Refused { Certain: false } or TokenResult.Misconfigured { Error: "invalid_request" } when reply is { } said
            && OverWords.In(said) => Over,
        var result => result,
    };

    /// <summary>The result for a refusal without an error code, from the reply's text.</summary>
    public static TokenResult Result(int status, string text, JsonElement? reply) =>
        status is >= 400 and < 500 and not (408 or 425 or 429) && (reply is { } said ? OverWords.In(said) : OverWords.In(text))
            ? Over : Result(status);

    /// <summary>The code of a refusal recognised only by its text: more certain than a page, less certain than a code.</summary>
    public const string InWords = "invalid_refresh_token";

    private static TokenResult Over => new TokenResult.Refused(InWords) { Certain = false };

    private static TokenResult Result(int status) => status switch
    {
        >= 500 or 408 or 425 => new TokenResult.Unavailable(new(FailureKind.ServerError) { Status = status }),
        400 or 401 => new TokenResult.Refused($"status_{status}") { Certain = false },
        >= 300 and < 400 => new TokenResult.MalformedResponse(new(FailureKind.Redirected) { Status = status }),
        _ => new TokenResult.MalformedResponse(new(FailureKind.UnexpectedStatus) { Status = status }),
    };

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Humps();

    // Invisible characters, such as a byte order mark or a zero-width space.
    [GeneratedRegex(@"[\p{Cf}\p{Cc}-[\t\n\r]]+")]
    private static partial Regex Unseen();

    [GeneratedRegex(@"[\s-]+")]
    private static partial Regex Gaps();
}
