using System.ComponentModel.DataAnnotations;

namespace TaskJuice.Core.Vault;

/// <summary>How long things of the vault last.</summary>
public sealed class VaultLimits
{
    /// <summary>How long an opened account key stays in memory before its provider is asked again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "{0} must be a time from {1} to {2}, such as 00:05:00.")]
    public TimeSpan KeyCacheLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an opened key serves on while its provider does not answer. A provider that answers with a refusal ends it at once.</summary>
    public TimeSpan OutageLife => 12 * KeyCacheLife;

    /// <summary>How long a new version is visible before it seals, and an old one before it may be destroyed.</summary>
    public TimeSpan PublishTime => 2 * KeyCacheLife;
}
