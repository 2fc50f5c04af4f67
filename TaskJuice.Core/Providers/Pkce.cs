using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Proof Key for Code Exchange with S256, the only method used (RFC 7636 section 4).</summary>
public static class Pkce
{
    /// <summary>A new code verifier: 32 random bytes as 43 characters of base64url (RFC 7636 section 4.1).</summary>
    public static Secret NewVerifier() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>The challenge of a verifier (RFC 7636 section 4.2).</summary>
    public static string Challenge(Secret verifier) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier.Reveal())));
}
