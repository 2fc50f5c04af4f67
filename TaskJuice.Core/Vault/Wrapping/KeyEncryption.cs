using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>
/// What wraps the keys of accounts: key files, AWS KMS or Vault transit. A wrapped key says who wrapped it, and is bound to what it is
/// for, so that it opens in no other row.
/// </summary>
/// <param name="setting">The setting an operator looks at when the key turns out to be wrong.</param>
public abstract class KeyEncryption(string setting)
{
    private static readonly (string Setting, Func<IConfiguration, KeyEncryption> Make)[] Choices =
    [
        ("Vault:KeyDirectory", configuration => new KeyFiles(KeyEncryptionKeys.From(configuration), "Vault:KeyDirectory")),
        ("Vault:KeyEncryptionKey", configuration => new KeyFiles(KeyEncryptionKeys.From(configuration), "Vault:KeyEncryptionKey")),
        ("Vault:AwsKms:KeyId", AwsKms.Configured),
        ("Vault:Transit:Address", Transit.Configured),
    ];

    /// <summary>The setting an operator looks at when the key turns out to be wrong.</summary>
    public string Setting => setting;

    /// <summary>The one provider the configuration names.</summary>
    /// <exception cref="OptionsValidationException">None or several are configured, or the one is not complete.</exception>
    public static KeyEncryption From(IConfiguration configuration)
    {
        var chosen = Choices.Where(choice => !string.IsNullOrWhiteSpace(configuration[choice.Setting])).ToList();
        return chosen switch
        {
            [var only] => only.Make(configuration),
            [] => throw Wrong($"Set one of {string.Join(", ", Choices.Select(choice => choice.Setting))} to say where the key-encryption key is."),
            _ => throw Wrong($"{string.Join(" and ", chosen.Select(choice => choice.Setting))} are both set; set only one of them."),
        };
    }

    /// <summary>Who wraps now, in the form of <see cref="WrappedKey.By"/>. Asks the provider, so it also tells whether it works.</summary>
    /// <exception cref="KeyServiceException">The provider does not answer, or refuses.</exception>
    public abstract Task<string> CurrentAsync(CancellationToken stop);

    /// <summary>Wraps 32 bytes under the current version.</summary>
    /// <exception cref="KeyServiceException">The provider does not answer, or refuses.</exception>
    public abstract Task<WrappedKey> WrapAsync(byte[] key, KeyContext context, CancellationToken stop);

    /// <summary>Reverses <see cref="WrapAsync"/>, for every version the provider still has.</summary>
    /// <exception cref="VaultException">It was wrapped for something else, by somebody else, or was changed.</exception>
    /// <exception cref="KeyServiceException">The provider does not answer, or refuses.</exception>
    public abstract Task<byte[]> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop);

    /// <summary>Wraps the same key under the current version.</summary>
    /// <exception cref="VaultException">It was wrapped for something else, by somebody else, or was changed.</exception>
    /// <exception cref="KeyServiceException">The provider does not answer, or refuses.</exception>
    public abstract Task<WrappedKey> RewrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop);

    /// <summary>An operator's mistake.</summary>
    internal static OptionsValidationException Wrong(string sentence) => new("Vault", typeof(KeyEncryption), [sentence]);

    /// <summary>What follows the provider's name in <see cref="WrappedKey.By"/>.</summary>
    private protected static string Version(WrappedKey wrapped, string provider) =>
        wrapped.By.StartsWith(provider + ":", StringComparison.Ordinal)
            ? wrapped.By[(provider.Length + 1)..]
            : throw new VaultException($"A key was not wrapped by {provider}, which is the configured provider.");
}
