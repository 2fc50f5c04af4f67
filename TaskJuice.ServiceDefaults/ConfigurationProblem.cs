using Microsoft.Extensions.Configuration;

namespace TaskJuice.ServiceDefaults;

/// <summary>A missing or invalid setting. The process must not start; the message tells the operator everything needed.</summary>
/// <param name="sentence">One sentence with the configuration key and the expected value. Never the value of a secret.</param>
public sealed class ConfigurationProblem(string sentence) : Exception(sentence);

/// <summary>Reads required configuration.</summary>
public static class RequiredConfiguration
{
    /// <summary>The value of a key without a default.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="key">The key with colons, such as <c>ConnectionStrings:taskjuice</c>.</param>
    /// <param name="purpose">What the value is; completes the sentence "Set KEY to …".</param>
    /// <returns>The value, never empty.</returns>
    /// <exception cref="ConfigurationProblem">The key is missing or blank.</exception>
    public static string Required(this IConfiguration configuration, string key, string purpose) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ConfigurationProblem($"Set {key} to {purpose} (as an environment variable: {key.Replace(":", "__")}).");
}
