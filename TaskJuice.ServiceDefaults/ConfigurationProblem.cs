using Microsoft.Extensions.Configuration;

namespace TaskJuice.ServiceDefaults;

/// <summary>Something the operator set wrongly or not at all. The process must not start; the message is all the operator needs.</summary>
/// <param name="sentence">One sentence that names the configuration key and says what it should be. Never the value of a secret.</param>
public sealed class ConfigurationProblem(string sentence) : Exception(sentence);

/// <summary>Reading configuration that must be there.</summary>
public static class RequiredConfiguration
{
    /// <summary>The value of a key that has no sensible default.</summary>
    /// <param name="configuration">Where to look.</param>
    /// <param name="key">The key with colons, such as <c>ConnectionStrings:taskjuice</c>.</param>
    /// <param name="purpose">What the value is, to end the sentence "Set KEY to …".</param>
    /// <returns>The value, never empty.</returns>
    /// <exception cref="ConfigurationProblem">The key is missing or blank.</exception>
    public static string Required(this IConfiguration configuration, string key, string purpose) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ConfigurationProblem($"Set {key} to {purpose} (as an environment variable: {key.Replace(":", "__")}).");
}
