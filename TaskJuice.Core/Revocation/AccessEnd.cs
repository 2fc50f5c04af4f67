using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Revocation;

/// <summary>What is known about access at the provider after a disconnect.</summary>
public enum AccessEnd
{
    /// <summary>The provider confirmed the revocation.</summary>
    Confirmed,

    /// <summary>The provider has not confirmed it yet; retried for a day.</summary>
    Retrying,

    /// <summary>Not revoked at the provider, because another connection of the account uses it.</summary>
    Shared,

    /// <summary>The provider did not confirm it, or a refresh in progress may have returned an unknown token.</summary>
    Unconfirmed,

    /// <summary>The provider has no revocation endpoint, as for every pasted key; only a person can revoke it, at the provider.</summary>
    ByHandOnly,

    /// <summary>No request could be made: the credential cannot be decrypted, or the app is no longer set up.</summary>
    NotAsked,

    /// <summary>It was already disconnected, so there was nothing to revoke.</summary>
    Before,
}

/// <summary>The outcome of revoking one connection's access; stored as the detail of its audit event.</summary>
/// <param name="End">The outcome.</param>
/// <param name="App">Slug of the app.</param>
/// <param name="Method">Key of the method.</param>
public sealed record AccessNote(AccessEnd End, string App, string Method)
{
    /// <summary>The provider's page for connections of this auth method, or null.</summary>
    public static Uri? PageOf(AuthMethod? method) => method switch
    {
        OAuthMethod oauth => oauth.Revocation.ByHand,
        ApiKeyMethod key => key.Link,
        _ => null,
    };

    /// <summary>The note as stored in an audit event; slugs and keys contain neither spaces nor slashes.</summary>
    public override string ToString() => $"{End} {App}/{Method}";

    /// <summary>Parses the result of <see cref="ToString"/>; null for anything else.</summary>
    public static AccessNote? Parse(string? detail) =>
        detail?.Split(' ', '/') is [var end, var app, var method] && Enum.TryParse<AccessEnd>(end, out var known)
            ? new(known, app, method) : null;
}
