using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TaskJuice.FakeProvider.People;

namespace TaskJuice.FakeProvider.Exchanges;

/// <summary>Service accounts: the holder of the private key may sign assertions (RFC 7523). Each assertion is accepted once.</summary>
public sealed class ServiceAccounts : IDisposable
{
    private const string Prefix = "service_";
    private const string EllipticName = "elliptic";
    private const string RsaName = "rsa";

    // Derived from a sentence, so that a key pasted before a restart still works, and none has to be in the sources.
    private readonly ECDsa _elliptic = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData(Encoding.UTF8.GetBytes("the provider on this machine")) });
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, bool> _used = new();

    /// <summary>The private key of this name in PEM, for people and tests to paste.</summary>
    public string? KeyOf(string name) => name switch
    {
        EllipticName => _elliptic.ExportPkcs8PrivateKeyPem(),
        RsaName => _rsa.ExportPkcs8PrivateKeyPem(),
        _ => null,
    };

    /// <summary>The account of an assertion; null when it is rejected.</summary>
    /// <param name="assertion">The JWT.</param>
    /// <param name="audience">This token endpoint.</param>
    public async Task<Person?> WhoAsync(string? assertion, string audience)
    {
        var seen = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidAudience = audience,
            IssuerValidator = (issuer, _, _) => issuer.StartsWith(Prefix, StringComparison.Ordinal) ? issuer : throw new SecurityTokenInvalidIssuerException(issuer),
            IssuerSigningKeys = [new ECDsaSecurityKey(_elliptic) { KeyId = EllipticName }, new RsaSecurityKey(_rsa) { KeyId = RsaName }],
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(5),
        });
        return seen is { IsValid: true, SecurityToken: JsonWebToken { Id: { Length: > 0 } id, Issuer: var account } } && _used.TryAdd(id, true)
            ? Person.WithKeyName(account[Prefix.Length..])
            : null;
    }

    public void Dispose()
    {
        _elliptic.Dispose();
        _rsa.Dispose();
    }
}
