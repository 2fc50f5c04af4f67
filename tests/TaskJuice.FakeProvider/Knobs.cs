using System.Text.Json.Serialization;

namespace TaskJuice.FakeProvider;

/// <summary>How the provider misbehaves for one client. By default it behaves correctly.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Knobs
{
    /// <summary>The authorization endpoint returns <c>access_denied</c> without showing a page.</summary>
    public bool Deny { get; init; }

    /// <summary>Id of a person who consents without a page.</summary>
    public string? AutoApprove { get; init; }

    /// <summary>Scopes granted in place of the requested ones.</summary>
    public string[]? Scopes { get; init; }

    /// <summary>Pages send <c>Cross-Origin-Opener-Policy: same-origin</c>, which isolates a popup from its opener.</summary>
    public bool Coop { get; init; }

    /// <summary><c>right</c>, <c>wrong</c> or <c>missing</c>: the <c>iss</c> parameter of RFC 9207 in the authorization response.</summary>
    public string Iss { get; init; } = "right";

    public int AccessTokenSeconds { get; init; } = 3600;

    public bool OmitExpiresIn { get; init; }

    /// <summary>
    /// <c>none</c>: no new refresh token. <c>rotate</c>: a new one, the old one works until a successor was used. <c>strict</c>: a new one,
    /// the old one is invalid at once. <c>grace</c>: the old one works for another <see cref="GraceSeconds"/>.
    /// </summary>
    public string Rotation { get; init; } = "rotate";

    public int GraceSeconds { get; init; } = 30;

    /// <summary>Presenting an invalid refresh token ends the whole grant.</summary>
    public bool ReuseEndsGrant { get; init; }

    /// <summary>Codes yield no refresh token, as at some providers after the first consent.</summary>
    public bool OmitRefreshToken { get; init; }

    /// <summary>Every refresh returns 400 <c>invalid_grant</c>; the refresh token itself is unchanged.</summary>
    public bool RefuseRefresh { get; init; }

    public TokenKnob? Token { get; init; }

    public ApiKnob? Api { get; init; }
}
