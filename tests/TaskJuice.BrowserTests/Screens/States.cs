namespace TaskJuice.BrowserTests.Screens;

/// <summary>Everything a person gets to see, by the names that the walk and the pictures use.</summary>
internal static class States
{
    public static readonly IReadOnlyList<string> All =
    [
        "sign-in", "sign-in-refused", "workflows-empty", "connections-empty", "notifications-empty", "not-found", "failed",
        "builder-empty", "add-step", "add-step-no-match", "add-step-found", "add-step-app", "panel-no-accounts",
        "chooser", "oauth", "oauth-permissions", "oauth-blocked", "oauth-in-progress", "taking-you",
        "callback-link-used", "callback-other-browser", "callback-signed-out",
        "oauth-window-closed", "oauth-timed-out", "oauth-cancelled",
        "oauth-denied", "result-denied", "oauth-provider-down", "result-provider-down", "oauth-not-set-up", "result-not-set-up",
        "result-connected", "panel-tested", "result-limited", "choice", "oauth-choice",
        "connect-page", "not-available", "oauth-field", "key-tenant", "key-tenant-refused",
        "oauth-reconnect", "decide", "oauth-decide",
        "key", "key-shown", "key-no-name", "key-wrong-kind", "key-refused", "key-unchecked", "panel-pending", "key-decide", "key-two-fields",
        "key-client", "key-private", "key-private-wrong",
        "workflows-full", "workflow-menu", "workflows-no-match", "builder-mixed", "step-menu", "move-to", "add-action", "add-action-app", "change-step", "change-step-app", "panel-missing", "panel-limited", "panel-broken", "panel-disconnected",
        "panel-app-gone", "panel-chosen", "rename-workflow", "builder-conflict", "step-removed", "step-removed-link", "workflow-deleted", "workflow-deleted-link",
        "accounts-few", "accounts-many", "replace-many", "replace-no-match", "accounts-broken", "accounts-no-match",
        "connections-full", "connections-none-found",
        "connection-active", "connection-key", "connection-limited", "connection-error", "connection-disconnected", "connection-ends-soon", "connection-rename",
        "replace", "replace-preview", "disconnect", "delete", "deleted",
        "banner-one", "user-menu", "banner-many", "bell", "notifications", "guide", "guide-over", "branding", "branding-refused",
        "gallery", "session-ended",
    ];
}
