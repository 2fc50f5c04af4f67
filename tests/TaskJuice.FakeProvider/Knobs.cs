using System.Text.Json.Serialization;

namespace TaskJuice.FakeProvider;

/// <summary>How the provider misbehaves towards one client. Everything that is absent is well-behaved.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Knobs
{
    /// <summary>The authorization endpoint answers <c>access_denied</c> without showing a page.</summary>
    public bool Deny { get; init; }

    /// <summary>Id of the person who consents without a page being shown.</summary>
    public string? AutoApprove { get; init; }

    /// <summary>Scopes granted in place of those asked for.</summary>
    public string[]? Scopes { get; init; }

    /// <summary>Pages send <c>Cross-Origin-Opener-Policy: same-origin</c>, which cuts a popup off from its opener.</summary>
    public bool Coop { get; init; }

    /// <summary><c>right</c>, <c>wrong</c> or <c>missing</c>: the <c>iss</c> of RFC 9207 in the authorization answer.</summary>
    public string Iss { get; init; } = "right";

    public int AccessTokenSeconds { get; init; } = 3600;

    public bool OmitExpiresIn { get; init; }

    /// <summary>
    /// <c>none</c>: no new refresh token. <c>rotate</c>: a new one, the old one works until a successor was used.
    /// <c>strict</c>: a new one, the old one is dead at once. <c>grace</c>: the old one works for <see cref="GraceSeconds"/> more.
    /// </summary>
    public string Rotation { get; init; } = "rotate";

    public int GraceSeconds { get; init; } = 30;

    /// <summary>Presenting a dead refresh token ends the whole grant.</summary>
    public bool ReuseEndsGrant { get; init; }

    /// <summary>Codes bring no refresh token, as after the first consent at some providers.</summary>
    public bool OmitRefreshToken { get; init; }

    /// <summary>Every refresh answers 400 <c>invalid_grant</c>; the refresh token itself stays as it was.</summary>
    public bool RefuseRefresh { get; init; }

    public TokenKnob? Token { get; init; }

    public ApiKnob? Api { get; init; }
}
