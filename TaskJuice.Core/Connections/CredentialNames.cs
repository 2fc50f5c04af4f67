using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections;

/// <summary>The names of an OAuth credential's values, in the vault and in the catalog's templates.</summary>
internal static class CredentialNames
{
    public const string AccessToken = "access_token";
    public const string RefreshToken = "refresh_token";

    /// <summary>A token reply as a credential.</summary>
    public static Dictionary<string, Secret> Credential(this Tokens tokens)
    {
        var credential = new Dictionary<string, Secret> { [AccessToken] = tokens.AccessToken };
        if (tokens.RefreshToken is { } refreshToken)
            credential[RefreshToken] = refreshToken;
        return credential;
    }

    /// <summary>What of a token endpoint's answer opens something: tokens, a refresh token that came without its other half, or nothing.</summary>
    public static Dictionary<string, Secret> Credential(this TokenResult result) => result switch
    {
        TokenResult.Granted { Tokens: var tokens } => tokens.Credential(),
        TokenResult.MalformedResponse { RefreshToken: { } refreshToken } => new() { [RefreshToken] = refreshToken },
        _ => [],
    };
}
