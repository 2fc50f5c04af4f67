namespace TaskJuice.Core.Providers;

/// <summary>Why a call failed. Each value has one meaning and determines the message shown.</summary>
public enum FailureKind
{
    /// <summary>The address itself is not on one of the app's allowed hosts. Nothing was sent.</summary>
    HostNotAllowed,

    /// <summary>A value is not valid where the app's file uses it, such as an umlaut in a header. Nothing was sent.</summary>
    ValueUnfit,

    /// <summary>
    /// The host does not resolve, or resolves to an address that is not public. Nothing was sent. Only the log says which of the two it
    /// was: the difference would reveal names in the operator's private network.
    /// </summary>
    HostNotFound,

    /// <summary>No connection could be established. Nothing was sent.</summary>
    NotReached,

    /// <summary>The certificate is not trusted. Nothing was sent.</summary>
    NotTrusted,

    /// <summary>The request was sent, and no complete reply arrived in time.</summary>
    NoAnswer,

    /// <summary>The request was sent, and the connection closed before the reply was complete.</summary>
    CutOff,

    /// <summary>The provider asked to wait, such as with status 429.</summary>
    AsksForPause,

    /// <summary>The provider reported an error of its own, such as status 500.</summary>
    ServerError,

    /// <summary>A redirect. It is not followed, because the request contains secrets.</summary>
    Redirected,

    /// <summary>A status that has no meaning for this call.</summary>
    UnexpectedStatus,

    /// <summary>The reply exceeds the size limit.</summary>
    TooLong,

    /// <summary>The reply's content coding could not be decoded.</summary>
    NotUnpacked,

    /// <summary>The reply has another format than expected, such as HTML.</summary>
    NotUnderstood,

    /// <summary>A success reply without a usable access token.</summary>
    NoToken,

    /// <summary>A success reply without the account id that the app's file declares.</summary>
    NobodyNamed,

    /// <summary>A success reply whose account id cannot be stored: not a text, too long, or with invisible characters.</summary>
    AccountUnusable,

    /// <summary>
    /// A value to keep for later calls is missing from a success reply, or cannot be sent. Only that later call was not made.
    /// </summary>
    KeptUnusable,
}

/// <summary>Why a call to a provider failed. Contains nothing from the provider's reply.</summary>
/// <param name="Kind">What happened.</param>
public sealed record CallFailure(FailureKind Kind)
{
    /// <summary>The HTTP status, when there was a reply.</summary>
    public int? Status { get; init; }

    /// <summary>The host that is not allowed; shown only to people who can change that.</summary>
    public string? Host { get; init; }

    /// <summary>How long the provider asks to wait, if it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when there was a reply of any kind.</summary>
    public bool HasAnswered => Kind >= FailureKind.AsksForPause;

    /// <summary>True when the request was not allowed to be sent, so that retrying cannot help.</summary>
    public bool IsWithheld => Kind is <= FailureKind.ValueUnfit or FailureKind.KeptUnusable;

    /// <summary>The failure's name in logs and traces.</summary>
    public string Code => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(Kind.ToString());
}
