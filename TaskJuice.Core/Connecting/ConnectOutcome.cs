namespace TaskJuice.Core.Connecting;

/// <summary>The possible outcomes of a connect attempt.</summary>
public enum ConnectOutcome
{
    /// <summary>A new connection.</summary>
    Connected,

    /// <summary>The external account was already connected; its connection has the new credential.</summary>
    Updated,

    /// <summary>The person denied consent at the provider.</summary>
    Denied,

    /// <summary>The person cancelled the attempt in TaskJuice.</summary>
    Cancelled,

    /// <summary>The person did not return in time.</summary>
    TimedOut,

    /// <summary>An unexpected failure in TaskJuice.</summary>
    Failed,

    /// <summary>The provider did not respond, or its reply could not be used.</summary>
    ProviderUnavailable,

    /// <summary>The provider rejects our OAuth client; only an administrator can fix that.</summary>
    AppNotSetUp,

    /// <summary>The provider rejected the code it had issued.</summary>
    ConsentLost,

    /// <summary>The person no longer has permission to connect accounts in this workspace.</summary>
    NotAllowed,

    /// <summary>The grant covers no external account to choose.</summary>
    NothingToChoose,

    /// <summary>The provider reported that its code had expired.</summary>
    CodeExpired,

    /// <summary>The provider issued a token and refused the first call with it.</summary>
    TokenRefused,

    /// <summary>The person is not signed in at the provider.</summary>
    SignInNeeded,

    /// <summary>The provider requires a consent that it did not ask the person for.</summary>
    ConsentNeeded,

    /// <summary>The provider requires an action of the person on its own site first.</summary>
    InteractionNeeded,

    /// <summary>The provider cannot tell which of the person's accounts to use.</summary>
    AccountNeeded,

    /// <summary>The provider reported that it is temporarily unavailable.</summary>
    ProviderBusy,

    /// <summary>The provider reported an internal error.</summary>
    ProviderBroken,

    /// <summary>The provider does not know a requested scope, or does not allow it for our client.</summary>
    ScopeRefused,

    /// <summary>The provider rejects the request itself; only a change to the app's file or by an administrator can fix that.</summary>
    RequestRefused,

    /// <summary>The provider refused for another reason.</summary>
    RefusedOtherwise,

    /// <summary>The person returned with neither a code nor an error.</summary>
    NothingAnswered,

    /// <summary>The issuer in the response differs from the one in the app's file.</summary>
    WrongIssuer,

    /// <summary>The issuer in the response differs only by a trailing slash.</summary>
    IssuerSpelling,

    /// <summary>The response has no issuer, although the provider declares that it always sends one.</summary>
    IssuerMissing,
}
