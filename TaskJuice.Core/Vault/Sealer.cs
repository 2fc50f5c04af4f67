using System.Security.Cryptography;
using System.Text.Json;

namespace TaskJuice.Core.Vault;

/// <summary>Encrypts for one context without a further key lookup. It holds the account's key, so dispose it as soon as possible.</summary>
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
