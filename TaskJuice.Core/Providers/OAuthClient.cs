using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>A client registered at a provider (RFC 6749 section 2). Refresh tokens are bound to the client that obtained them.</summary>
/// <param name="Key">Part of the redirect URI; <see cref="Shared"/> for the client that the operator configured.</param>
/// <param name="Id">The public client identifier.</param>
/// <param name="Secret">The client secret; never empty.</param>
public sealed record OAuthClient(string Key, string Id, Secret Secret)
{
    /// <summary>When the secret expires, if the operator configured it; null otherwise.</summary>
    public DateTimeOffset? SecretExpiresAt { get; init; }

    /// <summary>The key of the client configured by the operator and used by every account.</summary>
    public const string Shared = "shared";
}
