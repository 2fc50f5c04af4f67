namespace TaskJuice.Core.Connecting;

/// <summary>How an attempt to connect can end.</summary>
public enum ConnectOutcome
{
    /// <summary>A new connection.</summary>
    Connected,

    /// <summary>The external account was connected before; its row has the new credential.</summary>
    Updated,

    /// <summary>The person said no at the provider.</summary>
    Denied,

    /// <summary>The person stopped it here.</summary>
    Cancelled,

    /// <summary>The person did not come back in time.</summary>
    TimedOut,

    /// <summary>It broke on our side.</summary>
    Failed,

    /// <summary>The provider did not answer, or not in a way that can be used.</summary>
    ProviderUnavailable,

    /// <summary>The provider does not accept our client; only an administrator can repair that.</summary>
    AppNotSetUp,

    /// <summary>The provider did not accept the code it had sent.</summary>
    ConsentLost,

    /// <summary>The person may not connect accounts here any more.</summary>
    NotAllowed,

    /// <summary>The grant opens no external account to choose from.</summary>
    NothingToChoose,

    /// <summary>The provider says that its code was too old.</summary>
    CodeExpired,

    /// <summary>The provider gave a token and refused the first call with it.</summary>
    TokenRefused,

    /// <summary>The person is not signed in at the provider.</summary>
    SignInNeeded,

    /// <summary>The provider wants a consent that it did not ask for.</summary>
    ConsentNeeded,

    /// <summary>The provider wants the person to do something there first.</summary>
    InteractionNeeded,

    /// <summary>The provider does not know which of the person's accounts is meant.</summary>
    AccountNeeded,

    /// <summary>The provider answered that it cannot now.</summary>
    ProviderBusy,

    /// <summary>The provider answered that something broke there.</summary>
    ProviderBroken,

    /// <summary>The provider does not know a permission that the app's file asks for, or does not give it to our client.</summary>
    ScopeRefused,

    /// <summary>The provider does not accept the request as it is; only the app's file or an administrator can repair that.</summary>
    RequestRefused,

    /// <summary>The provider refused for a reason of its own.</summary>
    RefusedOtherwise,

    /// <summary>The person came back with neither a code nor an error.</summary>
    NothingAnswered,

    /// <summary>The answer names another issuer than the app's file.</summary>
    WrongIssuer,

    /// <summary>The answer names the issuer with a slash more or less at its end.</summary>
    IssuerSpelling,

    /// <summary>The answer names no issuer, although the provider promises to.</summary>
    IssuerMissing,
}
