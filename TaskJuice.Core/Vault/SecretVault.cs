using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>Seals and opens credentials. A credential is a few named values, such as <c>access_token</c> and <c>refresh_token</c>.</summary>
public sealed class SecretVault(AccountKeys accountKeys)
{
    /// <summary>Seals the values for exactly this context.</summary>
    internal async Task<byte[]> SealAsync(
        WorkspaceSession session, SecretContext context, IReadOnlyDictionary<string, Secret> values, CancellationToken stop)
    {
        using var seal = await PrepareAsync(session, context, stop);
        return seal.Seal(values);
    }

    /// <summary>Gets everything ready to seal for this context later, when the database may be away.</summary>
    internal async Task<ReadySeal> PrepareAsync(WorkspaceSession session, SecretContext context, CancellationToken stop)
    {
        var (version, key) = await accountKeys.CurrentAsync(session, stop);
        return new(context, key, version);
    }

    /// <summary>Opens what was sealed for this context.</summary>
    /// <exception cref="VaultException">The bytes were sealed for another context, or were changed.</exception>
    internal async Task<IReadOnlyDictionary<string, Secret>> OpenAsync(
        WorkspaceSession session, SecretContext context, byte[] envelope, CancellationToken stop)
    {
        var key = await accountKeys.VersionAsync(session, Envelope.AccountKeyVersion(envelope), stop);
        var text = Envelope.Open(envelope, context, key);
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text)!
                .ToDictionary(value => value.Key, value => new Secret(value.Value));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>
    /// Stands for the account behind a credential whose provider names nobody: a keyed hash, so that the same key pasted twice is
    /// recognised and the database alone cannot tell which key it was. Always under the account's first key, so it survives rotation.
    /// </summary>
    internal async Task<string> FingerprintAsync(WorkspaceSession session, string app, IEnumerable<string> parts, CancellationToken stop)
    {
        var key = await accountKeys.VersionAsync(session, 1, stop);
        var text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts.Prepend(app)));
        var fingerprintKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "taskjuice.fingerprint"u8.ToArray());
        CryptographicOperations.ZeroMemory(key);
        return "key:" + Convert.ToHexStringLower(HMACSHA256.HashData(fingerprintKey, text));
    }
}
