namespace TaskJuice.Core.Catalog;

/// <summary>Paths into a token reply. JSON and form-encoded replies are both accepted, regardless of their content type.</summary>
public sealed record TokenReply
{
    /// <summary>Path to the access token.</summary>
    public string AccessToken { get; init; } = "access_token";

    /// <summary>Path to the refresh token; when absent, the previous one remains valid (RFC 6749 section 6).</summary>
    public string RefreshToken { get; init; } = "refresh_token";

    /// <summary>Path to the expiry.</summary>
    public string Expiry { get; init; } = "expires_in";

    /// <summary>The format of the values at <see cref="Expiry"/> and <see cref="RefreshExpiry"/>.</summary>
    public ExpiryForm ExpiryForm { get; init; } = ExpiryForm.SecondsFromNow;

    /// <summary>
    /// Path to the expiry of the refresh token, such as <c>refresh_token_expires_in</c>; null when the provider does not report it.
    /// </summary>
    public string? RefreshExpiry { get; init; }

    /// <summary>Path to the granted scopes.</summary>
    public string Scope { get; init; } = "scope";

    /// <summary>Path to the error code; when present, it overrides a success status.</summary>
    public string Error { get; init; } = "error";

    /// <summary>Replies with status 200 that mean an error, such as <c>ok: false</c>.</summary>
    public IReadOnlyList<ReplyRule> FailedWhen { get; init; } = [];

    /// <summary>Values stored unencrypted on the connection: setting name to path, such as <c>instance_url</c>.</summary>
    public IReadOnlyDictionary<string, string> Keep { get; init; } = new Dictionary<string, string>();
}

/// <summary>The format and unit in which a provider reports a token's expiry.</summary>
public enum ExpiryForm
{
    /// <summary>Seconds from the time of the request; a number or a numeric string.</summary>
    SecondsFromNow,

    /// <summary>Milliseconds from the time of the request.</summary>
    MillisecondsFromNow,

    /// <summary>Seconds since 1970 (UTC).</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970 (UTC).</summary>
    UnixMilliseconds,

    /// <summary>An ISO 8601 date and time.</summary>
    Iso8601,
}
