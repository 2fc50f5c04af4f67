using System.Security.Cryptography;

namespace TaskJuice.Core.Catalog;

/// <summary>A private key that can sign assertions: RSA of at least 2048 bits, or one of the curves of RFC 7518 section 3.4.</summary>
internal sealed class PrivateKey : IDisposable
{
    // RFC 7518 section 3.3.
    private const int ShortestRsa = 2048;

    private static readonly Func<AsymmetricAlgorithm>[] Kinds = [RSA.Create, ECDsa.Create];

    private PrivateKey(AsymmetricAlgorithm value, string algorithm)
    {
        Value = value;
        Algorithm = algorithm;
    }

    public AsymmetricAlgorithm Value { get; }

    /// <summary>The signature algorithm, named as in RFC 7518 section 3.1.</summary>
    public string Algorithm { get; }

    /// <summary>
    /// Parses a pasted key, or returns null when it is not a valid one. PEM with line breaks missing or escaped as in JSON is accepted.
    /// </summary>
    public static PrivateKey? Read(string pasted)
    {
        var pem = pasted.Trim('"').Replace("\\n", "\n", StringComparison.Ordinal);
        foreach (var make in Kinds)
        {
            var key = make();
            if (HoldsPrivateKey(key, pem) && AlgorithmOf(key) is { } algorithm)
                return new(key, algorithm);

            key.Dispose();
        }

        return null;
    }

    /// <summary>A canonical form of a key, so that pasting it twice is recognised; any other text is returned unchanged.</summary>
    public static string Tidy(string pasted)
    {
        using var key = Read(pasted);
        return key?.Value.ExportPkcs8PrivateKeyPem() ?? pasted;
    }

    public void Dispose() => Value.Dispose();

    private static bool HoldsPrivateKey(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            // Public keys are imported too, but cannot be exported as private keys.
            CryptographicOperations.ZeroMemory(key.ExportPkcs8PrivateKey());
            return true;
        }
        catch (Exception notOne) when (notOne is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static string? AlgorithmOf(AsymmetricAlgorithm key) => key switch
    {
        RSA { KeySize: >= ShortestRsa } => "RS256",
        ECDsa curve => curve.ExportParameters(includePrivateParameters: false).Curve.Oid.Value switch
        {
            "1.2.840.10045.3.1.7" => "ES256",
            "1.3.132.0.34" => "ES384",
            "1.3.132.0.35" => "ES512",
            _ => null,
        },
        _ => null,
    };
}
