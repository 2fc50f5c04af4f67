using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Signs assertions (RFC 7523 section 3), a new one for each exchange.</summary>
internal static class AssertionWriter
{
    // A provider whose clock is behind ours would reject an assertion issued in its future.
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(30);

    /// <summary>Creates an assertion.</summary>
    /// <param name="assertion">Its definition.</param>
    /// <param name="values">The values for its templates, and the key.</param>
    /// <param name="now">The current time.</param>
    public static string Sign(SignedAssertion assertion, IReadOnlyDictionary<string, string> values, DateTimeOffset now)
    {
        using var key = PrivateKey.Read(values[assertion.Key])
            ?? throw new InvalidOperationException("What was checked when it was pasted is no private key any more.");
        var claims = assertion.Claims.ToDictionary(claim => claim.Key, object (claim) => Template.Plain(claim.Value, values));
        claims[JwtRegisteredClaimNames.Jti] = $"{Guid.NewGuid():N}";
        var issued = (now - Behind).UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = issued,
            Expires = issued + assertion.Life,
            SigningCredentials = new(KeyOf(key, assertion.KeyId is { } id ? Template.Plain(id, values) : null), key.Algorithm)
            {
                // The default cache would keep the key in memory after it was disposed here.
                CryptoProviderFactory = new() { CacheSignatureProviders = false },
            },
        });
    }

    private static AsymmetricSecurityKey KeyOf(PrivateKey key, string? id) => key.Value switch
    {
        RSA rsa => new RsaSecurityKey(rsa) { KeyId = id },
        ECDsa curve => new ECDsaSecurityKey(curve) { KeyId = id },
        _ => throw new InvalidOperationException($"A key of {key.Algorithm} cannot sign."),
    };
}
