using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections;

/// <summary>The names of the values of an OAuth credential, in the vault and in catalog templates.</summary>
internal static class CredentialNames
{
    public const string AccessToken = "access_token";
    public const string RefreshToken = "refresh_token";

    /// <summary>Converts a token reply to a credential.</summary>
    public static Dictionary<string, Secret> Credential(this Tokens tokens)
    {
        var credential = new Dictionary<string, Secret> { [AccessToken] = tokens.AccessToken };
        if (tokens.RefreshToken is { } refreshToken)
            credential[RefreshToken] = refreshToken;
        return credential;
    }

    /// <summary>The secrets in a token endpoint's reply: tokens, a refresh token without an access token, or none.</summary>
    public static Dictionary<string, Secret> Credential(this TokenResult result) => result switch
    {
        TokenResult.Granted { Tokens: var tokens } => tokens.Credential(),
        TokenResult.MalformedResponse { RefreshToken: { } refreshToken } => new() { [RefreshToken] = refreshToken },
        _ => [],
    };
}
