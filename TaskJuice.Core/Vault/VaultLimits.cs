using System.ComponentModel.DataAnnotations;

namespace TaskJuice.Core.Vault;

/// <summary>Lifetimes of the vault's keys and caches.</summary>
public sealed class VaultLimits
{
    /// <summary>How long an unwrapped account key stays in memory before its provider is called again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "{0} must be a time from {1} to {2}, such as 00:05:00.")]
    public TimeSpan KeyCacheLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an unwrapped key is used while its provider is unavailable. A refusal by the provider ends this at once.</summary>
    public TimeSpan OutageLife => 12 * KeyCacheLife;

    /// <summary>
    /// How long a new version is visible before it becomes active, and how long an old one is kept before it may be destroyed.
    /// </summary>
    public TimeSpan PublishTime => 2 * KeyCacheLife;
}
