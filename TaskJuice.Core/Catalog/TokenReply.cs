namespace TaskJuice.Core.Catalog;

/// <summary>Paths into a token reply. JSON and form-encoded replies are both understood, whatever their content type says.</summary>
public sealed record TokenReply
{
    /// <summary>Path to the access token.</summary>
    public string AccessToken { get; init; } = "access_token";

    /// <summary>Path to the refresh token; absent means the previous one stays valid (RFC 6749 section 6).</summary>
    public string RefreshToken { get; init; } = "refresh_token";

    /// <summary>Path to the expiry.</summary>
    public string Expiry { get; init; } = "expires_in";

    /// <summary>How the values at <see cref="Expiry"/> and <see cref="RefreshExpiry"/> are meant.</summary>
    public ExpiryForm ExpiryForm { get; init; } = ExpiryForm.SecondsFromNow;

    /// <summary>Path to the end of the refresh token, such as <c>refresh_token_expires_in</c>; null when the provider does not tell it.</summary>
    public string? RefreshExpiry { get; init; }

    /// <summary>Path to the granted scopes.</summary>
    public string Scope { get; init; } = "scope";

    /// <summary>Path to the error code; present wins over a success status.</summary>
    public string Error { get; init; } = "error";

    /// <summary>Replies with status 200 that mean refusal, such as <c>ok: false</c>.</summary>
    public IReadOnlyList<ReplyRule> FailedWhen { get; init; } = [];

    /// <summary>Values kept readable on the connection: setting name to path, such as <c>instance_url</c>.</summary>
    public IReadOnlyDictionary<string, string> Keep { get; init; } = new Dictionary<string, string>();
}

/// <summary>Where a provider puts the expiry of an access token, and in what unit.</summary>
public enum ExpiryForm
{
    /// <summary>Seconds from the moment of the request; a number or a numeric string.</summary>
    SecondsFromNow,

    /// <summary>Milliseconds from the moment of the request.</summary>
    MillisecondsFromNow,

    /// <summary>Seconds since 1970 (UTC).</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970 (UTC).</summary>
    UnixMilliseconds,

    /// <summary>An ISO 8601 date and time.</summary>
    Iso8601,
}
