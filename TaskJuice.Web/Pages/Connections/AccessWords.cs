using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>The texts for the state of a connection's access.</summary>
public sealed class AccessWords(Words words, TimeProvider clock)
{
    /// <summary>What will happen to the access without any action.</summary>
    public Saying Outlook(Connection connection, RefreshState refresh)
    {
        var now = clock.GetUtcNow();
        return connection switch
        {
            { Status: ConnectionStatus.Revoked } => new("Connections.OutlookNone"),
            { Status: ConnectionStatus.Error } => new("Connections.OutlookStopped"),
            { Client: null } when refresh.At is null => new("Connections.OutlookKey"),
            _ when refresh is { At: { } next, Waits: RefreshWait.Provider } => new("Connections.OutlookProvider", next),
            _ when refresh is { At: { } next, Waits: RefreshWait.Refusal } => new("Connections.OutlookRefused", next),
            _ when refresh is { At: not null, Waits: RefreshWait.Operator } => new("Connections.OutlookOperator"),
            _ when refresh.At is { } due => due <= now ? new("Connections.OutlookDue")
                : new(refresh.Failures > 0 ? "Connections.OutlookRetry" : "Connections.OutlookRefresh", due),
            { ExpiresAt: { } end } => new(end > now ? "Connections.OutlookEnds" : "Connections.OutlookEnded", end),
            _ => new("Connections.OutlookUnknown"),
        };
    }

    /// <summary>
    /// Why the provider refuses it: a text for the codes of RFC 6749 section 5.2 and their variants, otherwise the code itself.
    /// </summary>
    public string ErrorReason(string? code, string app) => code switch
    {
        RefusedCredential.KeyRefused => words["Connections.TroubleKey", app],
        "invalid_grant" or "bad_refresh_token" or "invalid_refresh_token" or "invalid_token" or "token_revoked"
            or "refresh_token_revoked" or "refresh_token_invalid" or RefusedCredential.TokenRefused =>
            words["Connections.TroubleGrant", app],
        "rotation_lost" => words["Connections.TroubleRotationLost", app],
        "no_usable_answer" => words["Connections.TroubleSilent", app],
        RefusedCredential.TokenEnded or "expired_token" or "token_expired" or "refresh_token_expired" =>
            words["Connections.TroubleExpired", app],
        "consent_required" or "interaction_required" or "login_required" or "access_denied" => words["Connections.TroubleConsent", app],
        "insufficient_scope" => words["Connections.TroublePermission", app],
        "account_inactive" => words["Connections.TroubleInactive", app],
        null or "" or "unnamed_error" => words["Connections.TroubleUnsaid", app],
        _ when code.StartsWith("status_", StringComparison.Ordinal) => words["Connections.TroubleUnsaid", app],
        _ => words["Connections.TroubleOther", app, code],
    };

    /// <summary>What is known about the access at the provider after disconnecting.</summary>
    public string End(AccessNote note, AuthMethod? method, string app) => words[
        note.End switch
        {
            AccessEnd.Confirmed or AccessEnd.Before => "Connections.EndConfirmed",
            AccessEnd.Retrying => "Connections.EndRetrying",
            AccessEnd.Shared => "Connections.EndShared",
            AccessEnd.Unconfirmed => "Connections.EndUnconfirmed",
            AccessEnd.ByHandOnly => method is ApiKeyMethod ? "Connections.EndKey" : "Connections.EndByHand",
            _ => "Connections.EndNotAsked",
        },
        app];

    /// <summary>What will happen to the access at the provider when disconnecting.</summary>
    public string EndAhead(AuthMethod? method, string app, int others) => words[
        method switch
        {
            OAuthMethod { Revocation.Url: not null } when others > 0 => "Connections.AheadShared",
            ApiKeyMethod => "Connections.AheadKey",
            OAuthMethod { Revocation.Url: not null } => "Connections.AheadRevoked",
            _ => "Connections.AheadByHand",
        },
        app];

    public string UsedIn(int steps, int workflows) => (steps, workflows) switch
    {
        (0, _) => words["Connections.UsedNowhere"],
        (_, 1) => words.Count("Connections.UsedInOneWorkflow", steps),
        _ => words.Count("Connections.UsedInWorkflows", steps, workflows),
    };

    /// <summary>
    /// The description of a scope, or null when there is none. The standard ones are from OpenID Connect Core 1.0 section 5.4.
    /// </summary>
    public string? Scope(string scope) => scope switch
    {
        "openid" => words["Connections.ScopeOpenid"],
        "profile" => words["Connections.ScopeProfile"],
        "email" => words["Connections.ScopeEmail"],
        "offline_access" => words["Connections.ScopeOffline"],
        _ => null,
    };
}
