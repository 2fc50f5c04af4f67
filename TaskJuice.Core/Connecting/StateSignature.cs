using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TaskJuice.Core.Vault;
using Secret = TaskJuice.Core.Vault.Secret;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Generates the <c>state</c> of an authorization request (RFC 6749 section 10.12): 192 random bits, the expiry in seconds, and a signature
/// of both. A forged or expired one is rejected without a lookup, so that it cannot be used to put load on the stores.
/// </summary>
public sealed class StateSignature(VaultUnlock seal, TimeProvider clock)
{
    private const int RandomBytes = 24;
    private const int SignedBytes = RandomBytes + sizeof(long);
    private const int SignatureBytes = 16;

    private byte[]? _key;

    /// <summary>Generates a state.</summary>
    /// <param name="endsAt">When it expires.</param>
    public async Task<Secret> NewAsync(DateTimeOffset endsAt)
    {
        var (state, key) = (new byte[SignedBytes + SignatureBytes], await KeyAsync());
        RandomNumberGenerator.Fill(state.AsSpan(0, RandomBytes));
        BinaryPrimitives.WriteInt64BigEndian(state.AsSpan(RandomBytes), endsAt.ToUnixTimeSeconds());
        Sign(state.AsSpan(0, SignedBytes), key).CopyTo(state.AsSpan(SignedBytes));
        return new(Base64Url.EncodeToString(state));
    }

    /// <summary>True for a state that was generated here and has not expired.</summary>
    public async Task<bool> IsCurrentAsync(Secret state)
    {
        if (Bytes(state.Reveal()) is not { } bytes)
            return false;

        var key = await KeyAsync();
        var isOurs = CryptographicOperations.FixedTimeEquals(Sign(bytes.AsSpan(0, SignedBytes), key), bytes.AsSpan(SignedBytes));
        return isOurs && BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(RandomBytes)) > clock.GetUtcNow().ToUnixTimeSeconds();
    }

    private static byte[]? Bytes(string text)
    {
        var bytes = new byte[SignedBytes + SignatureBytes];
        return text.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromUtf8(Encoding.UTF8.GetBytes(text), bytes, out var written) && written == bytes.Length
            ? bytes : null;
    }

    private static byte[] Sign(ReadOnlySpan<byte> signed, byte[] key) => HMACSHA256.HashData(key, signed)[..SignatureBytes];

    private async ValueTask<byte[]> KeyAsync() =>
        _key ??= HKDF.DeriveKey(
            HashAlgorithmName.SHA256, await seal.OpenAsync(CancellationToken.None), 32, info: "taskjuice.oauth-state"u8.ToArray());
}
