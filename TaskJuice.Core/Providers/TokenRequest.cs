using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Whose tokens are asked for, and by which client.</summary>
/// <param name="App">The app; its hosts limit where secrets travel.</param>
/// <param name="Method">The OAuth method of that app.</param>
/// <param name="Client">The client that got, or will get, the grant.</param>
/// <param name="Settings">Readable values of the connection for the URL templates, such as a subdomain.</param>
public sealed record TokenRequest(
    App App, OAuthMethod Method, OAuthClient Client, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>
    /// Called with the untouched body of a success reply before it is read, so that it can be stored first: a reply lost after
    /// the provider retired the old refresh token cannot be had again. What this throws ends the call.
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
