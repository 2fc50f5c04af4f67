using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Core.Vault;

/// <summary>How long things of the vault last.</summary>
/// <param name="KeyCacheLife">How long an opened account key stays in memory before its provider is asked again.</param>
public sealed record VaultLimits(TimeSpan KeyCacheLife)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long an opened key serves on while its provider does not answer. A provider that answers with a refusal ends it at once.</summary>
    public TimeSpan OutageLife => 12 * KeyCacheLife;

    /// <summary>How long a new version is visible before it seals, and an old one before it may be destroyed.</summary>
    public TimeSpan PublishTime => 2 * KeyCacheLife;

    /// <summary>Reads <c>Vault:KeyCacheLife</c>; five minutes when it is not set.</summary>
    /// <exception cref="OptionsValidationException">It is not a time from zero to an hour.</exception>
    public static VaultLimits From(IConfiguration configuration) => configuration["Vault:KeyCacheLife"] switch
    {
        null or "" => new(Usual),
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var life) && life >= TimeSpan.Zero && life <= Longest => new(life),
        _ => throw KeyEncryptionProvider.Wrong("Vault:KeyCacheLife must be a time from 00:00:00 to 01:00:00, such as 00:05:00."),
    };
}
