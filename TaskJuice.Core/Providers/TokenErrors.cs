using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>The error codes of token endpoints (RFC 6749 section 5.2 and the dialects of providers), sorted by who can mend them.</summary>
internal static partial class TokenErrors
{
    private static readonly HashSet<string> Client =
        ["invalid_client", "unauthorized_client", "invalid_client_id", "bad_client_secret", "incorrect_client_credentials"];

    private static readonly HashSet<string> Request =
        ["invalid_scope", "unsupported_grant_type", "invalid_target", "redirect_uri_mismatch", "invalid_request"];

    private static readonly HashSet<string> Trouble = ["temporarily_unavailable", "server_error", "internal_error", "service_unavailable"];

    private static readonly HashSet<string> Pause = ["slow_down", "rate_limited", "too_many_requests"];

    private static readonly HashSet<string> Grant =
    [
        "invalid_grant", "bad_refresh_token", "bad_verification_code", "invalid_refresh_token", "invalid_code", "invalid_token", "token_revoked",
        "token_expired", "expired_token", "refresh_token_expired", "refresh_token_revoked", "refresh_token_invalid", "code_expired", "code_already_used", "access_denied", "account_inactive", "consent_required",
        "interaction_required", "login_required",
    ];

    private static readonly Dictionary<string, string> Bare =
        new[] { Client, Request, Trouble, Pause, Grant }.SelectMany(codes => codes).ToDictionary(code => code.Replace("_", ""));

    /// <summary>The known code that this text spells, with or without what stands between its words; or null.</summary>
    public static string? Known(string text) => Bare.GetValueOrDefault(Plain(text.TrimEnd('.', '!', ' ')).Replace("_", ""));

    /// <summary>One spelling of a code: <c>Invalid-Grant</c>, <c>INVALID_GRANT</c> and <c>urn:x:error:invalidGrant</c> are the same. Empty when it cannot be one.</summary>
    public static string Plain(string text)
    {
        var word = text.Trim();
        return word.Length > 100 ? ""
            : Gaps().Replace(Humps().Replace(word[(word.LastIndexOfAny([':', '.', '/', '#']) + 1)..], "_"), "_").ToLowerInvariant();
    }

    /// <summary>The result this code means at this status.</summary>
    public static TokenResult Result(string code, int status) =>
        Client.Contains(code) ? new TokenResult.ClientRefused(code)
        : Request.Contains(code) ? new TokenResult.Misconfigured(code)
        : Trouble.Contains(code) ? new TokenResult.Unavailable(new(FailureKind.ServerError) { Status = status })
        : Pause.Contains(code) ? new TokenResult.Throttled(null)
        : Grant.Contains(code) ? new TokenResult.Refused(code)
        : status >= 500 ? Result(status)
        : new TokenResult.Refused(code) { Certain = false };

    /// <summary>The result this code means in a reply whose words may say more: some call a refresh token that is over a bad request.</summary>
    public static TokenResult Result(string code, int status, JsonElement? reply) =>
        Result(code == "invalid_request" && reply is { } said && ReplyPath.Leaves(said).Any(RefreshTokenIsOver().IsMatch) ? "invalid_refresh_token" : code, status);

    /// <summary>The result of a reply without any error code.</summary>
    public static TokenResult Result(int status) => status switch
    {
        >= 500 or 408 or 425 => new TokenResult.Unavailable(new(FailureKind.ServerError) { Status = status }),
        400 or 401 => new TokenResult.Refused($"status_{status}") { Certain = false },
        >= 300 and < 400 => new TokenResult.Nonsense(new(FailureKind.Redirected) { Status = status }),
        _ => new TokenResult.Nonsense(new(FailureKind.UnexpectedStatus) { Status = status }),
    };

    // Not what says that a parameter is missing or malformed: that is our request.
    [GeneratedRegex(@"\A(?!.*\b(missing|required|malformed|format)\b).*(\b(invalid|expired|revoked|unknown)\s+refresh[\s_-]?token\b|\brefresh[\s_-]?token\b.*\b(expired|revoked|invalid|unknown|not\s+found|not\s+valid|no\s+longer|does\s+not\s+exist|already\s+used)\b)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex RefreshTokenIsOver();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Humps();

    [GeneratedRegex(@"[\s-]+")]
    private static partial Regex Gaps();
}
