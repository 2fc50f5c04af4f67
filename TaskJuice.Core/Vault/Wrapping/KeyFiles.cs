using System.Globalization;

namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>Wraps with key files of this machine, by AES-256-GCM. Versions are the numbers of the files.</summary>
/// <param name="keys">The keys.</param>
/// <param name="setting">The setting they came from.</param>
public sealed class KeyFiles(KeyEncryptionKeys keys, string setting) : KeyEncryptionProvider("file", setting)
{
    /// <inheritdoc />
    public override Task<string> CurrentAsync(CancellationToken stop) => Task.FromResult(By(keys.Current));

    /// <inheritdoc />
    public override Task<WrappedKey> WrapAsync(byte[] key, KeyContext context, CancellationToken stop) =>
        Task.FromResult(new WrappedKey(By(keys.Current), Envelope.Encrypt(key, keys.Key(keys.Current), Associated(context, keys.Current))));

    /// <inheritdoc />
    public override Task<byte[]> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop)
    {
        var version = int.TryParse(Version(wrapped), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new VaultException("A key names no version of the key-encryption key.");
        return Task.FromResult(Envelope.Decrypt(wrapped.Bytes, keys.Key(version), Associated(context, version)));
    }

    /// <inheritdoc />
    public override Task<WrappedKey> RewrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop) =>
        TakeOverAsync(this, wrapped, context, stop);

    private static byte[] Associated(KeyContext context, int version) => [.. context.Bytes, .. SecretContext.Number(version)];
}
