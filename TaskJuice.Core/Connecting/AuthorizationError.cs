using System.Text.RegularExpressions;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// The error codes of authorization responses (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6, and non-standard variants),
/// mapped to outcomes. Only known codes are ever logged or shown: anything else is untrusted input.
/// </summary>
internal static partial class AuthorizationError
{
    /// <summary>Replaces an unknown code.</summary>
    public const string Unnamed = "unnamed_error";

    private static readonly Dictionary<string, ConnectOutcome> Outcomes = new(
    [
        .. All(ConnectOutcome.Denied, "access_denied", "denied", "user_denied", "user_cancelled", "user_canceled", "user_cancelled_login",
            "user_cancelled_authorize", "authorization_declined", "authorization_denied", "permission_denied", "consent_declined",
            "cancelled", "canceled"),
        .. All(ConnectOutcome.SignInNeeded, "login_required"),
        .. All(ConnectOutcome.ConsentNeeded, "consent_required", "admin_policy_enforced"),
        .. All(ConnectOutcome.InteractionNeeded, "interaction_required"),
        .. All(ConnectOutcome.AccountNeeded, "account_selection_required"),
        .. All(ConnectOutcome.ProviderBusy, "temporarily_unavailable", "slow_down", "rate_limited", "too_many_requests"),
        .. All(ConnectOutcome.ProviderBroken, "server_error", "internal_error", "service_unavailable"),
        .. All(ConnectOutcome.ScopeRefused, "invalid_scope", "insufficient_scope"),
        .. All(ConnectOutcome.AppNotSetUp, "unauthorized_client", "invalid_client", "invalid_client_id", "bad_client_secret",
            "incorrect_client_credentials", "redirect_uri_mismatch", "application_suspended", "disabled_client", "deleted_client",
            "org_internal"),
        .. All(ConnectOutcome.RequestRefused, "invalid_request", "unsupported_response_type", "unsupported_response_mode",
            "unsupported_grant_type", "invalid_target", "invalid_request_uri", "invalid_request_object", "request_not_supported",
            "request_uri_not_supported", "registration_not_supported"),
        .. All(ConnectOutcome.CodeExpired, "code_expired", "expired_code", "token_expired", "expired_token"),
        .. All(ConnectOutcome.ConsentLost, "invalid_grant", "bad_verification_code", "invalid_code", "code_already_used", "invalid_token",
            "token_revoked", "account_inactive"),
    ]);

    /// <summary>The flow after an authorization response with this <c>error</c>.</summary>
    public static ConnectFlow Finish(ConnectFlow flow, string error) =>
        flow.Finish(Outcomes.GetValueOrDefault(Plain(error), ConnectOutcome.RefusedOtherwise)) with { Code = Known(error) };

    /// <summary>The flow after a token endpoint refused a new code with this error.</summary>
    public static ConnectFlow Refused(ConnectFlow flow, string error)
    {
        var isExpired = Outcomes.GetValueOrDefault(Plain(error)) == ConnectOutcome.CodeExpired;
        return flow.Finish(isExpired ? ConnectOutcome.CodeExpired : ConnectOutcome.ConsentLost) with { Code = Known(error) };
    }

    /// <summary>The code in its canonical spelling, or <see cref="Unnamed"/>.</summary>
    public static string Known(string code) => Outcomes.ContainsKey(Plain(code)) ? Plain(code) : Unnamed;

    private static IEnumerable<KeyValuePair<string, ConnectOutcome>> All(ConnectOutcome outcome, params string[] codes) =>
        codes.Select(code => KeyValuePair.Create(code, outcome));

    // Access_Denied, access-denied, "access denied" and accessDenied are the same code.
    private static string Plain(string code) => Between().Replace(code.Trim(), "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])|[ .:-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
