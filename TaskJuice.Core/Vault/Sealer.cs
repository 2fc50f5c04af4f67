using System.Security.Cryptography;
using System.Text.Json;

namespace TaskJuice.Core.Vault;

/// <summary>Seals for one context without asking anybody for a key. It holds the account's key, so keep it no longer than needed.</summary>
internal sealed class Sealer(SecretContext context, byte[] accountKey, int accountKeyVersion) : IDisposable
{
    public byte[] Seal(IReadOnlyDictionary<string, Secret> values)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(values.ToDictionary(value => value.Key, value => value.Value.Reveal()));
        try
        {
            return Envelope.Seal(text, context, accountKey, accountKeyVersion);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(accountKey);
}
