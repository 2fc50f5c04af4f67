using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>The app, method and client of a token request.</summary>
/// <param name="App">The app; its hosts limit where secrets may be sent.</param>
/// <param name="Method">The OAuth method of that app.</param>
/// <param name="Client">The client that holds or will hold the grant.</param>
/// <param name="Settings">Unencrypted values of the connection for the URL templates, such as a subdomain.</param>
public sealed record TokenRequest(
    App App, OAuthMethod Method, OAuthClient Client, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>
    /// Called with the raw body of a success reply before it is parsed, so that it can be stored first: once the provider has retired the
    /// old refresh token, a lost reply cannot be requested again. An exception thrown here ends the call.
    /// </summary>
    public Func<Secret, Task>? Received { get; init; }
}

/// <summary>What is exchanged for tokens.</summary>
public enum TokenGrant
{
    /// <summary>An authorization code (RFC 6749 section 4.1.3).</summary>
    Code,

    /// <summary>A refresh token (RFC 6749 section 6).</summary>
    Refresh,
}
