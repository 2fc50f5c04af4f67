namespace TaskJuice.Core.Limiting;

/// <summary>How often something may happen per subject within a sliding window.</summary>
/// <param name="Name">Distinguishes limits of the same subject.</param>
/// <param name="Most">The maximum number.</param>
/// <param name="Per">The length of the window.</param>
public sealed record Limit(string Name, int Most, TimeSpan Per);
