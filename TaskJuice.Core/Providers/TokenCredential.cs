using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>What a token endpoint granted, as a credential.</summary>
internal static class TokenCredential
{
    /// <summary>A token reply as a credential.</summary>
    public static Dictionary<string, Secret> Credential(this Tokens tokens)
    {
        var credential = new Dictionary<string, Secret> { [CredentialNames.AccessToken] = tokens.AccessToken };
        if (tokens.RefreshToken is { } refreshToken)
            credential[CredentialNames.RefreshToken] = refreshToken;
        return credential;
    }

    /// <summary>The secrets in a token endpoint's reply: tokens, a refresh token without an access token, or none.</summary>
    public static Dictionary<string, Secret> Credential(this TokenResult result) => result switch
    {
        TokenResult.Granted { Tokens: var tokens } => tokens.Credential(),
        TokenResult.MalformedResponse { RefreshToken: { } refreshToken } => new() { [CredentialNames.RefreshToken] = refreshToken },
        _ => [],
    };
}
