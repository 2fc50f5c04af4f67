using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskJuice.Core.Providers;

/// <summary>Sorts the error codes of token endpoints (RFC 6749 section 5.2 and the dialects of providers) by who can mend them.</summary>
internal static partial class TokenError
{
    /// <summary>Stands for a code that is not fit to be repeated.</summary>
    public const string Unnamed = "unnamed_error";

    /// <summary>The error code of a reply, or null when it reports none.</summary>
    public static string? In(JsonElement reply, string path)
    {
        if (ReplyPath.At(reply, path) is not { } value)
            return null;

        // Some nest an object with a code where the RFC has a string.
        var text = value.ValueKind == JsonValueKind.Object
            ? ReplyPath.Text(value, "code") ?? ReplyPath.Text(value, "type") ?? Unnamed
            : ReplyPath.Text(value) ?? (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0 ? "" : Unnamed);
        return text is "" or "0" or "false" ? null : Code().IsMatch(text) ? text : Unnamed;
    }

    /// <summary>The result this code means at this status.</summary>
    public static TokenResult Result(string code, int status) => code switch
    {
        "invalid_client" or "unauthorized_client" or "invalid_client_id" or "bad_client_secret" or "incorrect_client_credentials"
            => new TokenResult.ClientRefused(code),
        "invalid_scope" or "unsupported_grant_type" or "invalid_target" or "redirect_uri_mismatch" or "invalid_request"
            => new TokenResult.Misconfigured(code),
        "temporarily_unavailable" or "server_error" or "internal_error" or "service_unavailable"
            => new TokenResult.Unavailable(code),
        "slow_down" or "rate_limited" or "ratelimited" or "too_many_requests"
            => new TokenResult.Throttled(null),
        "invalid_grant" or "bad_refresh_token" or "bad_verification_code" or "invalid_refresh_token" or "invalid_code" or "invalid_token"
            or "token_revoked" or "token_expired" or "expired_token" or "code_expired" or "code_already_used" or "access_denied"
            or "account_inactive" or "consent_required" or "interaction_required" or "login_required"
            => new TokenResult.Refused(code),
        _ when status >= 500 => Result(status),
        _ => new TokenResult.Refused(code) { Certain = false },
    };

    /// <summary>The result of a reply without any error code.</summary>
    public static TokenResult Result(int status) => status switch
    {
        >= 500 => new TokenResult.Unavailable($"status_{status}"),
        408 or 425 => new TokenResult.Unavailable($"status_{status}"),
        400 or 401 => new TokenResult.Refused($"status_{status}") { Certain = false },
        >= 300 and < 400 => new TokenResult.Nonsense("The provider answered with a redirect."),
        _ => new TokenResult.Nonsense($"The provider answered with status {status}."),
    };

    // RFC 6749 section 5.2 allows more; codes in use do not need it, and less can hide in a short plain word.
    [GeneratedRegex(@"^[A-Za-z0-9_.:-]{1,64}\z")]
    private static partial Regex Code();
}
