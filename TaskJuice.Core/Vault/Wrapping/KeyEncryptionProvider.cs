using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>
/// Wraps the keys of accounts: key files, AWS KMS or Vault transit. A wrapped key records what wrapped it, and is bound to its purpose, so
/// that it cannot be unwrapped in another row.
/// </summary>
/// <param name="provider">The name that <see cref="WrappedKey.By"/> begins with.</param>
/// <param name="setting">The setting to name when the key turns out to be wrong.</param>
public abstract class KeyEncryptionProvider(string provider, string setting)
{
    private const string WrapWith = "Vault:WrapWith";

    private static readonly (string Setting, Func<IConfiguration, KeyEncryptionProvider> Make)[] Choices =
    [
        ("Vault:KeyDirectory", configuration => new KeyFiles(KeyEncryptionKeys.From(configuration), "Vault:KeyDirectory")),
        ("Vault:KeyEncryptionKey", configuration => new KeyFiles(KeyEncryptionKeys.From(configuration), "Vault:KeyEncryptionKey")),
        ("Vault:AwsKms:KeyId", AwsKms.Configured),
        ("Vault:Transit:Address", Transit.Configured),
    ];

    /// <summary>The setting to name when the key turns out to be wrong.</summary>
    public string Setting => setting;

    /// <summary>The name that <see cref="WrappedKey.By"/> begins with.</summary>
    public string Provider => provider;

    /// <summary>The configured provider, or two of which <c>Vault:WrapWith</c> selects the one that wraps.</summary>
    /// <exception cref="OptionsValidationException">None or too many are configured, or one is incomplete.</exception>
    public static KeyEncryptionProvider From(IConfiguration configuration)
    {
        var chosen = Choices.Where(choice => !string.IsNullOrWhiteSpace(configuration[choice.Setting])).ToList();
        var names = string.Join(" and ", chosen.Select(choice => choice.Setting));
        return (chosen, configuration[WrapWith]) switch
        {
            ([], _) => throw Wrong(
                $"Set one of {string.Join(", ", Choices.Select(choice => choice.Setting))} to say where the key-encryption key is."),
            ([var only], null or "") => only.Make(configuration),
            ([_, _], null or "") => throw Wrong(
                $"{names} are both set; set only one of them, or {WrapWith} too while keys move between two kinds of provider."),
            ({ Count: <= 2 }, var wrapWith) => Moving(chosen.ConvertAll(choice => choice.Make(configuration)), wrapWith),
            _ => throw Wrong($"{names} are all set; set only one of them."),
        };
    }

    /// <summary>
    /// The provider and version that wraps now, as in <see cref="WrappedKey.By"/>. Calls the provider, so it also shows whether it works.
    /// </summary>
    /// <exception cref="KeyServiceException">The provider is unavailable, or refuses.</exception>
    public abstract Task<string> CurrentAsync(CancellationToken stop);

    /// <summary>Wraps 32 bytes under the current version.</summary>
    /// <exception cref="KeyServiceException">The provider is unavailable, or refuses.</exception>
    public abstract Task<WrappedKey> WrapAsync(byte[] key, KeyContext context, CancellationToken stop);

    /// <summary>Reverses <see cref="WrapAsync"/>, for every version the provider still has.</summary>
    /// <exception cref="VaultException">It was wrapped for another purpose or by another provider, or was changed.</exception>
    /// <exception cref="KeyServiceException">The provider is unavailable, or refuses.</exception>
    public abstract Task<byte[]> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop);

    /// <summary>Wraps the same key under the current version.</summary>
    /// <exception cref="VaultException">It was wrapped for another purpose or by another provider, or was changed.</exception>
    /// <exception cref="KeyServiceException">The provider is unavailable, or refuses.</exception>
    public abstract Task<WrappedKey> RewrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop);

    /// <summary>A configuration error.</summary>
    internal static OptionsValidationException Wrong(string sentence) => new("Vault", typeof(KeyEncryptionProvider), [sentence]);

    /// <summary>Whether this provider wrapped the key.</summary>
    internal bool HasWrapped(WrappedKey wrapped) => wrapped.By.StartsWith(provider + ":", StringComparison.Ordinal);

    /// <summary>Unwraps a key with the provider that wrapped it and wraps it with this one; the key is in memory for a moment.</summary>
    private protected async Task<WrappedKey> TakeOverAsync(
        KeyEncryptionProvider from, WrappedKey wrapped, KeyContext context, CancellationToken stop)
    {
        var key = await from.UnwrapAsync(wrapped, context, stop);
        try
        {
            return await WrapAsync(key, context, stop);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The value of <see cref="WrappedKey.By"/> for a version of this provider.</summary>
    private protected string By(object version) => string.Create(CultureInfo.InvariantCulture, $"{provider}:{version}");

    /// <summary>The part of <see cref="WrappedKey.By"/> after the provider's name.</summary>
    private protected string Version(WrappedKey wrapped) =>
        HasWrapped(wrapped)
            ? wrapped.By[(provider.Length + 1)..]
            : throw new VaultException($"A key was not wrapped by {provider}, which is the configured provider.");

    private static KeyEncryptionProvider Moving(List<KeyEncryptionProvider> configured, string wrapWith) => configured switch
    {
        [var only] when only.Provider == wrapWith => only,
        [var to, var from] when to.Provider == wrapWith => new MigratingKeyProvider(to, from),
        [var from, var to] when to.Provider == wrapWith => new MigratingKeyProvider(to, from),
        _ => throw Wrong(
            $"{WrapWith} must name one of the configured providers: {string.Join(" or ", configured.Select(one => one.Provider))}."),
    };
}
