using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TaskJuice.Core.Vault;

/// <summary>
/// The format at rest: format 1 | algorithm 1 | account key version 4 | nonce 12, data key 32 + tag 16 | nonce 12 | text | tag 16. A new
/// data key per envelope means that each key encrypts once, so random nonces cannot repeat (NIST SP 800-38D section 8.2.2).
/// </summary>
internal static class Envelope
{
    private const byte Format = 1;
    private const byte Aes256Gcm = 1;
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int WrappedSize = NonceSize + KeySize + TagSize;
    private const int HeaderSize = 2 + sizeof(int);
    private const int SmallestSize = HeaderSize + WrappedSize + NonceSize + TagSize;

    public static byte[] Seal(ReadOnlySpan<byte> text, SecretContext context, byte[] accountKey, int accountKeyVersion)
    {
        var associated = context.Bytes();
        var dataKey = RandomNumberGenerator.GetBytes(KeySize);
        try
        {
            return
            [
                Format, Aes256Gcm, .. SecretContext.Number(accountKeyVersion),
                .. Encrypt(dataKey, accountKey, WrapData(associated, accountKeyVersion)),
                .. Encrypt(text, dataKey, associated),
            ];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>The version of the account key that decrypts the envelope; never found by trial.</summary>
    public static int AccountKeyVersion(ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length < SmallestSize || envelope[0] != Format || envelope[1] != Aes256Gcm)
            throw new VaultException("The stored secret has an unknown format.");

        return BinaryPrimitives.ReadInt32BigEndian(envelope[2..]);
    }

    public static byte[] Open(ReadOnlySpan<byte> envelope, SecretContext context, byte[] accountKey)
    {
        var version = AccountKeyVersion(envelope);
        var associated = context.Bytes();
        var dataKey = Decrypt(envelope.Slice(HeaderSize, WrappedSize), accountKey, WrapData(associated, version));
        try
        {
            return Decrypt(envelope[(HeaderSize + WrappedSize)..], dataKey, associated);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>Wraps the data key under another version of the account key. The ciphertext is unchanged.</summary>
    /// <exception cref="VaultException">Key, bytes or context do not match the encryption.</exception>
    public static byte[] Rewrap(ReadOnlySpan<byte> envelope, SecretContext context, byte[] oldKey, byte[] newKey, int newVersion)
    {
        var associated = context.Bytes();
        var dataKey = Decrypt(envelope.Slice(HeaderSize, WrappedSize), oldKey, WrapData(associated, AccountKeyVersion(envelope)));
        try
        {
            return
            [
                Format, Aes256Gcm, .. SecretContext.Number(newVersion),
                .. Encrypt(dataKey, newKey, WrapData(associated, newVersion)),
                .. envelope[(HeaderSize + WrappedSize)..],
            ];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <summary>Nonce, ciphertext and tag of one AES-256-GCM encryption.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, byte[] key, ReadOnlySpan<byte> associated)
    {
        var bytes = new byte[NonceSize + text.Length + TagSize];
        var nonce = bytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, text, bytes.AsSpan(NonceSize, text.Length), bytes.AsSpan(NonceSize + text.Length), associated);
        return bytes;
    }

    /// <summary>Reverses <see cref="Encrypt"/>.</summary>
    /// <exception cref="VaultException">Key, bytes or context do not match the encryption.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> bytes, byte[] key, ReadOnlySpan<byte> associated)
    {
        var text = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(bytes[..NonceSize], bytes[NonceSize..^TagSize], bytes[^TagSize..], text, associated);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new VaultException("The stored secret does not belong to the row it was found in, or was sealed with another key.");
        }
    }

    private static byte[] WrapData(byte[] associated, int accountKeyVersion) =>
        [.. associated, .. SecretContext.Number(accountKeyVersion)];
}
