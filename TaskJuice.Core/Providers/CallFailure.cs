namespace TaskJuice.Core.Providers;

/// <summary>Why a call brought nothing that can be used. Each has one meaning, and people are told by it what happened.</summary>
public enum FailureKind
{
    /// <summary>The host is not one that this app's secrets may travel to, judged by how the address is written. Nothing was sent.</summary>
    HostNotAllowed,

    /// <summary>A value does not fit where the app's file sends it, such as an umlaut in a header. Nothing was sent.</summary>
    ValueUnfit,

    /// <summary>
    /// No name server knows the host, or what it knows is not an address of the open internet. Nothing was sent. Which of the two it was, only
    /// the log says: by the difference, names inside the operator's own network could be found out.
    /// </summary>
    HostNotFound,

    /// <summary>No connection could be made. Nothing was sent.</summary>
    NotReached,

    /// <summary>The certificate is not one that can be trusted. Nothing was sent.</summary>
    NotTrusted,

    /// <summary>The question left, and no whole answer came in time.</summary>
    NoAnswer,

    /// <summary>The question left, and the connection broke before the whole answer had come.</summary>
    CutOff,

    /// <summary>An answer that asks for a pause, such as status 429.</summary>
    AsksForPause,

    /// <summary>An answer that reports trouble at the provider, such as status 500.</summary>
    ServerError,

    /// <summary>An answer that points to another address. Secrets do not follow.</summary>
    Redirected,

    /// <summary>An answer with a status that means neither yes nor no here.</summary>
    UnexpectedStatus,

    /// <summary>An answer that is longer than will be read.</summary>
    TooLong,

    /// <summary>An answer that is packed in a way that cannot be unpacked.</summary>
    NotUnpacked,

    /// <summary>An answer of another kind than was asked for, such as a page.</summary>
    NotUnderstood,

    /// <summary>A yes without an access token that can be used.</summary>
    NoToken,

    /// <summary>A yes that does not name the account, although the app's file says where it should.</summary>
    NobodyNamed,

    /// <summary>A yes that names the account by something that cannot be kept as its id: no text, too long, or with characters that nobody sees.</summary>
    AccountUnusable,
}

/// <summary>Why a call to a provider brought nothing that can be used. Holds nothing that a provider wrote.</summary>
/// <param name="Kind">What happened.</param>
public sealed record CallFailure(FailureKind Kind)
{
    /// <summary>The HTTP status, when an answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The host that may not be called; only for people who may change that.</summary>
    public string? Host { get; init; }

    /// <summary>True when an answer came, however little it helps.</summary>
    public bool HasAnswered => Kind >= FailureKind.AsksForPause;

    /// <summary>True when the question was kept back here, so that asking again cannot help.</summary>
    public bool IsWithheld => Kind <= FailureKind.ValueUnfit;

    /// <summary>The failure as logs and traces spell it.</summary>
    public string Code => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(Kind.ToString());
}
